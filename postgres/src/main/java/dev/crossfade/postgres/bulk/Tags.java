package dev.crossfade.postgres.bulk;

import dev.crossfade.core.value.Tag;

/** The bytes of the kinds as constants, for loops that should not go through the enum. */
final class Tags {
  static final byte NULL = Tag.NULL.code();
  static final byte FALSE = Tag.FALSE.code();
  static final byte TRUE = Tag.TRUE.code();
  static final byte INTEGER = Tag.INTEGER.code();
  static final byte DOUBLE = Tag.DOUBLE.code();
  static final byte NUMBER = Tag.NUMBER.code();
  static final byte TEXT = Tag.TEXT.code();
  static final byte BYTES = Tag.BYTES.code();
  static final byte JSON = Tag.JSON.code();
  static final byte MALFORMED = Tag.MALFORMED.code();

  private Tags() {}
}

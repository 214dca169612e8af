package dev.crossfade.core.value;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;

/**
 * The kind of a raw value and its byte in the canonical encoding, version {@value #VERSION}.
 *
 * <pre>
 * row  := cell*                       one cell a column, in the order of the plan
 * cell := tag:1 payload
 *   0 NULL      (nothing)
 *   1 FALSE     (nothing)
 *   2 TRUE      (nothing)
 *   3 INTEGER   8 bytes, two's complement, big endian
 *   4 DOUBLE    8 bytes, IEEE 754 bits, big endian; -0.0 is kept, every NaN is 0x7ff8000000000000
 *   5 NUMBER    length:4 ASCII          normalised decimal, see {@link DecimalText}
 *   6 TEXT      length:4 UTF-8          valid UTF-8, may hold U+0000
 *   7 BYTES     length:4 bytes
 *   8 JSON      length:4 UTF-8          one JSON text; compared as data, see {@link JsonDigest}
 *   9 MALFORMED length:4 bytes          what the source calls text but is no valid UTF-8
 * length := 4 bytes, unsigned below 2^31, big endian
 * </pre>
 *
 * Bytes 10 to 31 are reserved for kinds that later sources need (timestamps, keywords, sets, tagged
 * values). A change of this drawing is a new version.
 */
public enum Tag {
  NULL(0, 0),
  FALSE(1, 0),
  TRUE(2, 0),
  INTEGER(3, 8),
  DOUBLE(4, 8),
  NUMBER(5, -1),
  TEXT(6, -1),
  BYTES(7, -1),
  JSON(8, -1),
  MALFORMED(9, -1);

  /** The version of the encoding, recorded with every digest that is kept. */
  public static final int VERSION = 1;

  private static final Tag[] ALL = values();

  private final byte code;
  private final int fixedLength;

  Tag(int code, int fixedLength) {
    this.code = (byte) code;
    this.fixedLength = fixedLength;
  }

  /** The byte that stands for this kind. */
  public byte code() {
    return code;
  }

  /** Length of the payload in bytes, or -1 when a length stands before it. */
  public int fixedLength() {
    return fixedLength;
  }

  /** The kind that a byte stands for. */
  public static Tag of(byte code) {
    if (code < 0 || code >= ALL.length) {
      throw new CrossfadeException(ErrorCode.CF_9001, "unknown tag " + code + " in an encoded row");
    }
    return ALL[code];
  }
}

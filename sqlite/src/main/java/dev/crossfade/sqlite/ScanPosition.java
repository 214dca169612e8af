package dev.crossfade.sqlite;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.Position;
import java.util.HexFormat;

/** A place in a scan, as it stands in {@link Position#token}. */
public sealed interface ScanPosition {
  /** Before the first row. Token: empty. */
  record Start() implements ScanPosition {}

  /** Behind a rowid. Token: {@code r} and the number. */
  record AfterRowid(long rowid) implements ScanPosition {}

  /** Behind a key, its cells encoded. Token: {@code k} and hexadecimal digits. */
  record AfterKey(byte[] cells) implements ScanPosition {}

  /** Behind a number of rows, where nothing names a row. Token: {@code n} and the number. */
  record AfterRows(long rows) implements ScanPosition {}

  /** Behind the last row. Token: {@code end}. */
  record End() implements ScanPosition {}

  /**
   * Reads a position.
   *
   * @throws CrossfadeException CF-2024 when it is none of ours
   */
  static ScanPosition of(Position position) {
    String token = position.token();
    if (token.isEmpty()) {
      return new Start();
    }
    if (token.equals("end")) {
      return new End();
    }
    String rest = token.substring(1);
    try {
      return switch (token.charAt(0)) {
        case 'r' -> new AfterRowid(Long.parseLong(rest));
        case 'n' -> new AfterRows(Long.parseLong(rest));
        case 'k' -> new AfterKey(HexFormat.of().parseHex(rest));
        default -> throw foreign(token);
      };
    } catch (IllegalArgumentException e) {
      throw foreign(token);
    }
  }

  /** This place as the caller keeps it. */
  default Position position() {
    if (this instanceof AfterRowid after) {
      return new Position("r" + after.rowid());
    }
    if (this instanceof AfterRows after) {
      return new Position("n" + after.rows());
    }
    if (this instanceof AfterKey after) {
      return new Position("k" + HexFormat.of().formatHex(after.cells()));
    }
    return this instanceof End ? new Position("end") : Position.START;
  }

  /** The error for a position that is none of ours. */
  static CrossfadeException foreign(String token) {
    return new CrossfadeException(ErrorCode.CF_2024, "position " + token);
  }
}

package dev.crossfade.sqlite.live;

import dev.crossfade.sql.dialect.AsciiCase;

/**
 * <a href="https://www.sqlite.org/datatype3.html#determination_of_column_affinity">Affinity</a>.
 */
final class Affinity {
  private Affinity() {}

  /** Whether a column of this declared type keeps 1 and 1.0 apart, which its index does not. */
  static boolean keepsNumbersApart(String declaredType) {
    String type = AsciiCase.upper(declaredType);
    if (type.contains("INT")) {
      return false;
    }
    boolean text = type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT");
    return !text && (type.isEmpty() || type.contains("BLOB") || type.equals("ANY"));
  }
}

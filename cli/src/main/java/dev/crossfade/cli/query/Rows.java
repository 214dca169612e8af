package dev.crossfade.cli.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A form in which the rows of one result are printed. */
interface Rows {
  /** Takes the columns, before any row. */
  void begin(List<Column> columns);

  /** Takes a row, each value as the server prints it, null for null. */
  void row(List<@Nullable String> values);

  /** Ends a result. */
  void end();

  /** Takes the outcome of a statement without rows. */
  void changed(long count);

  /**
   * A column.
   *
   * @param name its name
   * @param type PostgreSQL's name of its type
   */
  record Column(String name, String type) {
    boolean numeric() {
      return switch (type) {
        case "int2", "int4", "int8", "float4", "float8", "numeric", "oid", "money" -> true;
        default -> false;
      };
    }
  }
}

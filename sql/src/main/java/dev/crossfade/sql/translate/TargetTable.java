package dev.crossfade.sql.translate;

import java.util.List;

/**
 * A table or view of the source as it is in the target.
 *
 * @param sql how to write it, quoted and qualified
 * @param columns in order, those that were moved
 */
public record TargetTable(String sql, List<Column> columns) {
  /** Copies the list. */
  public TargetTable {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param source its name in the source
   * @param target how it is in the target, without a qualifier
   */
  public record Column(String source, TargetColumn target) {}
}

package dev.crossfade.sql.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The constraints of one table.
 *
 * @param primaryKey null when the table has none
 * @param uniques unique constraints, without the primary key
 * @param foreignKeys those that leave the table
 * @param checks those of columns included
 */
public record TableConstraints(
    @Nullable KeyModel primaryKey,
    List<KeyModel> uniques,
    List<ForeignKeyModel> foreignKeys,
    List<CheckModel> checks) {

  /** No constraint at all. */
  public static final TableConstraints NONE =
      new TableConstraints(null, List.of(), List.of(), List.of());

  /** Copies the lists, so that the model never changes. */
  public TableConstraints {
    uniques = List.copyOf(uniques);
    foreignKeys = List.copyOf(foreignKeys);
    checks = List.copyOf(checks);
  }
}

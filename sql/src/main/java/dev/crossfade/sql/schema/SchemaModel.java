package dev.crossfade.sql.schema;

import java.util.List;
import java.util.Optional;

/**
 * The schema of one database. The container is neutral; names are exact (unquoted), types and
 * expressions are text in the dialect of the database that the model was read from.
 *
 * @param tables in the order of their creation where it is known
 * @param views in the order of their creation where it is known
 * @param triggers of all tables and views
 * @param refused what exists in the database and cannot be carried, with the reason
 */
public record SchemaModel(
    List<TableModel> tables,
    List<ViewModel> views,
    List<TriggerModel> triggers,
    List<RefusedObject> refused) {

  /** Copies the lists, so that the model never changes. */
  public SchemaModel {
    tables = List.copyOf(tables);
    views = List.copyOf(views);
    triggers = List.copyOf(triggers);
    refused = List.copyOf(refused);
  }

  /** A schema of tables alone. */
  public static SchemaModel of(List<TableModel> tables) {
    return new SchemaModel(tables, List.of(), List.of(), List.of());
  }

  /**
   * Finds a table.
   *
   * @param name the exact name, unquoted
   */
  public Optional<TableModel> table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  /** The same schema with other tables. */
  public SchemaModel withTables(List<TableModel> otherTables) {
    return new SchemaModel(otherTables, views, triggers, refused);
  }
}

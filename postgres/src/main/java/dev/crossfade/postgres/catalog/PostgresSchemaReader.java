package dev.crossfade.postgres.catalog;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.readback.ConnectionSource;
import dev.crossfade.sql.schema.RefusedObject;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.SchemaReader;
import dev.crossfade.sql.schema.TriggerModel;
import dev.crossfade.sql.schema.ViewModel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads one schema from {@code pg_catalog} of PostgreSQL 14 to 18, in one snapshot and with a fixed
 * number of queries however many tables there are. Partitions are part of their table. Materialized
 * views, foreign tables, exclusion constraints and indexes other than valid B-trees are refused. A
 * schema that does not exist is empty.
 */
public final class PostgresSchemaReader implements SchemaReader {
  private final ConnectionSource connections;
  private final String schema;

  /**
   * @param connections gives the connection for each reading
   * @param schema the exact name of the schema
   */
  public PostgresSchemaReader(ConnectionSource connections, String schema) {
    this.connections = connections;
    this.schema = schema;
  }

  /**
   * {@inheritDoc}
   *
   * @throws CrossfadeException CF-5106 when the catalogue cannot be read
   */
  @Override
  public SchemaModel read() {
    try (Connection connection = connections.open()) {
      connection.setAutoCommit(false);
      try {
        return read(new CatalogQueries(connection, schema));
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException failed) {
      throw new CrossfadeException(
          ErrorCode.CF_5106, schema + " (SQLSTATE " + failed.getSQLState() + ")", failed);
    }
  }

  private static SchemaModel read(CatalogQueries queries) throws SQLException {
    queries.begin();
    TableAssembly tables = new TableAssembly();
    queries.each("columns.sql", tables::column);
    queries.each("constraints.sql", tables::constraint);
    queries.each("indexes.sql", tables::index);
    return new SchemaModel(
        tables.finish(),
        queries.list("views.sql", PostgresSchemaReader::view),
        queries.list("triggers.sql", PostgresSchemaReader::trigger),
        queries.list("refused.sql", PostgresSchemaReader::refused));
  }

  private static ViewModel view(ResultSet row) throws SQLException {
    String body = row.getString("body").strip();
    boolean semicolon = body.endsWith(";");
    // Names given in the declaration are printed as aliases.
    return new ViewModel(
        row.getString("relname"),
        List.of(),
        semicolon ? body.substring(0, body.length() - 1) : body);
  }

  private static TriggerModel trigger(ResultSet row) throws SQLException {
    return new TriggerModel(
        row.getString("tgname"),
        row.getString("relname"),
        TriggerTiming.of(row.getInt("tgtype"), CatalogQueries.texts(row, "columns")),
        row.getString("definition"));
  }

  private static RefusedObject refused(ResultSet row) throws SQLException {
    return new RefusedObject(
        row.getString("kind"),
        row.getString("relname"),
        "Crossfade does not describe objects of this kind.",
        "Compare it by hand.");
  }
}

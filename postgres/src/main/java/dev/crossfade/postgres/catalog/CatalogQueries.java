package dev.crossfade.postgres.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs the queries of this package; each has the schema's name for every parameter. */
final class CatalogQueries {
  private final Connection connection;
  private final String schema;

  CatalogQueries(Connection connection, String schema) {
    this.connection = connection;
    this.schema = schema;
  }

  /** Something to do with a row. */
  @FunctionalInterface
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /** Something to make of a row. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  void begin() throws SQLException {
    try (PreparedStatement statement = prepare("begin.sql")) {
      statement.execute();
    }
  }

  void each(String resource, RowReader reader) throws SQLException {
    try (PreparedStatement statement = prepare(resource);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        reader.read(row);
      }
    }
  }

  <T> List<T> list(String resource, RowMapper<T> mapper) throws SQLException {
    List<T> all = new ArrayList<>();
    each(resource, row -> all.add(mapper.map(row)));
    return all;
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }

  private PreparedStatement prepare(String resource) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text(resource));
    int parameters = statement.getParameterMetaData().getParameterCount();
    for (int i = 1; i <= parameters; i++) {
      statement.setString(i, schema);
    }
    return statement;
  }

  private static String text(String resource) {
    try (InputStream in = CatalogQueries.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

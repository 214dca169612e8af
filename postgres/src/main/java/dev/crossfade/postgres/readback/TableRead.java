package dev.crossfade.postgres.readback;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.sql.dialect.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A read-only transaction with one snapshot in which one table is read. The table is locked against
 * changes of its definition before the snapshot is taken, so that what is checked here still holds
 * when the rows come. Every setting is local to the transaction.
 */
final class TableRead implements Reading {
  private static final String NO_SORT = "SET LOCAL enable_sort = off;";

  private final ConnectionSource source;
  private final Connection connection;
  private final String schema;
  private final CollectionPlan plan;

  private TableRead(ConnectionSource source, String schema, CollectionPlan plan)
      throws SQLException {
    this.source = source;
    this.connection = source.open();
    this.schema = schema;
    this.plan = plan;
  }

  /**
   * Begins the transaction and checks that the table is what the plan says.
   *
   * @param byIndex whether a part of the table is read in key order: a table just filled has no
   *     statistics, and the server would rather read all of it and sort. Where no index serves, it
   *     sorts all the same
   */
  static TableRead begin(
      ConnectionSource source, String schema, CollectionPlan plan, boolean byIndex) {
    String table = schema + "." + plan.target();
    TableRead read = null;
    try {
      read = new TableRead(source, schema, plan);
      read.prepare(byIndex ? NO_SORT : "");
      check(read.connection, schema, plan);
      return read;
    } catch (SQLException failed) {
      CrossfadeException named = ReadFailure.of(failed, table);
      closeAfter(named, read);
      throw named;
    } catch (RuntimeException failed) {
      closeAfter(failed, read);
      throw failed;
    }
  }

  @Override
  public Connection connection() {
    return connection;
  }

  /** Ends the transaction and gives the connection back. */
  @Override
  public void close() throws SQLException {
    try {
      if (!connection.isClosed()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } finally {
      source.giveBack(connection);
    }
  }

  private static void closeAfter(
      RuntimeException failed, @org.jspecify.annotations.Nullable TableRead read) {
    if (read != null) {
      try {
        read.close();
      } catch (SQLException again) {
        failed.addSuppressed(again);
      }
    }
  }

  private void prepare(String setting) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      String begin =
          Snapshots.begin(List.of(Identifiers.quote(schema, plan.target())), Duration.ZERO, false);
      statement.execute(begin + ";" + setting);
    }
  }

  /** Checks within a transaction that a table has the plan's columns and hides no rows. */
  static void check(Connection connection, String schema, CollectionPlan plan) throws SQLException {
    String table = schema + "." + plan.target();
    Map<String, String> types = new HashMap<>();
    try (PreparedStatement columns = connection.prepareStatement(Sql.resource("columns.sql"))) {
      columns.setString(1, schema);
      columns.setString(2, plan.target());
      try (ResultSet row = columns.executeQuery()) {
        while (row.next()) {
          if (row.getBoolean(3)) {
            throw new CrossfadeException(ErrorCode.CF_5103, table);
          }
          types.put(row.getString(1), row.getString(2));
        }
      }
    }
    for (ColumnPlan column : plan.columns()) {
      String actual = types.getOrDefault(column.target(), "missing");
      String expected = column.conversion().type();
      if (!actual.equals(expected)) {
        throw new CrossfadeException(
            ErrorCode.CF_5102,
            "expected " + expected + " but was " + actual + " at " + table + "." + column.target());
      }
    }
  }
}

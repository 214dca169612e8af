package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.SqlText;
import dev.crossfade.sql.dialect.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a closed store is without: foreign keys, since a pass need not bring parents before
 * children, and the program's triggers, since what they do was done in the open store. They are
 * kept as they were; foreign keys come back NOT VALID, which takes no time, and are validated
 * later.
 */
final class Parking {
  private static final String FOREIGN_KEYS = SqlText.read(Parking.class, "foreign_keys.sql");
  private static final String TRIGGERS = SqlText.read(Parking.class, "program_triggers.sql");
  private static final String REFERRERS = SqlText.read(Parking.class, "foreign_referrers.sql");
  private static final String PARK = SqlText.read(Parking.class, "park.sql");
  private static final String PARKED = SqlText.read(Parking.class, "parked.sql");
  private static final String NOT_VALID = " NOT VALID";

  private final String migration;

  Parking(String migration) {
    this.migration = migration;
  }

  /** A foreign key, or a trigger with the letter that says when it fires. */
  private record Parked(
      String kind, String schema, String table, String name, String definition, boolean valid) {
    String alter() {
      return "ALTER TABLE " + Identifiers.quote(schema, table) + " ";
    }

    boolean isForeignKey() {
      return kind.equals("FOREIGN KEY");
    }

    String away() {
      return alter()
          + (isForeignKey() ? "DROP CONSTRAINT " : "DISABLE TRIGGER ")
          + Identifiers.quote(name);
    }

    String back() {
      if (isForeignKey()) {
        String end = definition.endsWith(NOT_VALID) ? "" : NOT_VALID;
        return alter() + "ADD CONSTRAINT " + Identifiers.quote(name) + " " + definition + end;
      }
      String when =
          switch (definition) {
            case "A" -> "ENABLE ALWAYS TRIGGER ";
            case "R" -> "ENABLE REPLICA TRIGGER ";
            default -> "ENABLE TRIGGER ";
          };
      return alter() + when + Identifiers.quote(name);
    }
  }

  /** Takes everything away that is there. */
  void away(Connection connection) throws SQLException {
    List<String> referrers = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(REFERRERS)) {
      query.setString(1, migration);
      query.setString(2, migration);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          referrers.add(row.getString(1));
        }
      }
    }
    if (!referrers.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_6204, String.join(", ", referrers));
    }
    List<Parked> all = list(connection, FOREIGN_KEYS);
    all.addAll(list(connection, TRIGGERS));
    for (Parked parked : all) {
      try (PreparedStatement insert = connection.prepareStatement(PARK)) {
        insert.setString(1, migration);
        insert.setString(2, parked.kind());
        insert.setString(3, parked.schema());
        insert.setString(4, parked.table());
        insert.setString(5, parked.name());
        insert.setString(6, parked.definition());
        insert.executeUpdate();
      }
      execute(connection, parked.away());
    }
  }

  /** Brings everything back that was taken away. */
  void back(Connection connection) throws SQLException {
    for (Parked parked : list(connection, PARKED)) {
      execute(connection, parked.back());
    }
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM crossfade.live_parked WHERE migration = ?")) {
      delete.setString(1, migration);
      delete.executeUpdate();
    }
  }

  /** Statements that validate what came back NOT VALID, by the name of what each validates. */
  List<Validation> validations(Connection connection) throws SQLException {
    return list(connection, FOREIGN_KEYS).stream()
        .filter(key -> !key.valid())
        .map(
            key ->
                new Validation(
                    key.table() + "." + key.name(),
                    key.alter() + "VALIDATE CONSTRAINT " + Identifiers.quote(key.name())))
        .toList();
  }

  /**
   * A foreign key that is not validated yet.
   *
   * @param name table and foreign key
   * @param sql the statement
   */
  record Validation(String name, String sql) {
    /** Validates it within a transaction; false when rows violate it. */
    boolean run(Connection connection) throws SQLException {
      try {
        execute(connection, sql);
        return true;
      } catch (SQLException e) {
        if (ServerFailure.state(e).equals("23503")) {
          return false;
        }
        throw e;
      }
    }
  }

  private List<Parked> list(Connection connection, String sql) throws SQLException {
    List<Parked> all = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, migration);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          all.add(
              new Parked(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getBoolean(6)));
        }
      }
    }
    return all;
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }
}

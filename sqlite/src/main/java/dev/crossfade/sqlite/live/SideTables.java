package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.sqlite.Resources;
import dev.crossfade.sqlite.SqliteDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The tables that are put into a followed file, which of them are there, and how those are made
 * again that somebody dropped. Every call belongs into the caller's transaction.
 *
 * <p>Their format has a number, {@value #FORMAT}, in the control row. A file of a lower one is
 * brought to it when it is opened; one of a higher number is refused.
 */
final class SideTables {
  /**
   * The format that this program writes. 1 had no number in the file, and at first neither the
   * plans of the followed tables nor the tables of {@link #LATER}; 2 may have no record of changed
   * keys.
   */
  static final int FORMAT = 3;

  private static final String FOLLOWED = "crossfade_followed";
  private static final Set<String> LATER = Set.of("crossfade_pending", "crossfade_changed");

  private static final String CONTROL = "crossfade_control";
  private static final String NAMES =
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'crossfade\\_%' ESCAPE '\\'"
          + " ORDER BY rowid";

  private final SqliteDatabase database;

  SideTables(SqliteDatabase database) {
    this.database = database;
  }

  /** The statements that make them, by name and in order. */
  static Map<String, String> statements(int keyColumns) {
    Map<String, String> statements = new LinkedHashMap<>();
    for (String sql : statements("live/side-tables")) {
      statements.put(sql.substring("CREATE TABLE ".length(), sql.indexOf('(')), sql);
    }
    statements.put("crossfade_outbox", Outbox.create(keyColumns));
    return statements;
  }

  /** The statements of a resource. */
  static List<String> statements(String resource) {
    return Stream.of(Resources.sql(resource).split(";\n")).map(SideTables::bare).toList();
  }

  private static String bare(String statement) {
    return statement
        .lines()
        .filter(line -> !line.startsWith("--"))
        .reduce((a, b) -> a + "\n" + b)
        .orElse("")
        .strip();
  }

  /** Tables whose names are ours. */
  List<String> present() {
    return database.query(NAMES, row -> row.getString(1));
  }

  /** Whether there are any; refuses names that are taken by others. */
  boolean anyPresent() {
    List<String> present = present();
    long known = present.stream().filter(statements(1)::containsKey).count();
    if (!present.isEmpty() && known < 2) {
      throw new CrossfadeException(
          ErrorCode.CF_6107, database.location() + ": " + String.join(", ", present));
    }
    return !present.isEmpty();
  }

  /** Those that were dropped. */
  List<String> missing() {
    List<String> missing = new ArrayList<>(statements(1).keySet());
    missing.removeAll(present());
    if (missing.stream().anyMatch(LATER::contains) && !missing.contains(CONTROL) && isOlder()) {
      missing.removeIf(table -> LATER.contains(table) && !isNoted(table));
    }
    return missing;
  }

  /** Whether it was there when note was taken of the schema last. */
  private boolean isNoted(String table) {
    return present().contains("crossfade_schema")
        && LiveFile.number(database, "SELECT count(*) FROM crossfade_schema WHERE name = ?", table)
            > 0;
  }

  /**
   * Refuses side tables of which one is gone.
   *
   * @throws CrossfadeException CF-6344 when it is the control row, else CF-6106
   */
  void requireWhole() {
    List<String> missing = missing();
    if (!missing.isEmpty()) {
      throw damaged(missing);
    }
  }

  private CrossfadeException damaged(List<String> missing) {
    return new CrossfadeException(
        missing.contains(CONTROL) ? ErrorCode.CF_6344 : ErrorCode.CF_6106,
        database.location() + ": the table " + String.join(", ", missing) + " is missing");
  }

  /** What a failure is if it comes from a side table that is gone; else the failure itself. */
  static CrossfadeException explain(SqliteDatabase database, CrossfadeException failure) {
    SideTables tables = new SideTables(database);
    // A file of digests has other tables, and a code of its own.
    if (failure.code() != ErrorCode.CF_2020 || tables.present().contains("crossfade_snapshot")) {
      return failure;
    }
    List<String> missing = tables.missing();
    return missing.isEmpty() ? failure : tables.damaged(missing);
  }

  /**
   * Makes those again that are gone, apart from the control row, which nobody could make up.
   *
   * @return those that were gone
   */
  List<String> restore(int keyColumns) {
    List<String> missing = missing();
    if (missing.contains(CONTROL)) {
      throw damaged(missing);
    }
    Map<String, String> statements = statements(keyColumns);
    statements.keySet().retainAll(missing);
    statements.values().forEach(database::execute);
    if (missing.contains("crossfade_outbox")) {
      // Larger than any id that was given out, since those were counted by one.
      database.execute(
          "INSERT INTO crossfade_outbox(id, t) VALUES (?, 0)", System.currentTimeMillis() << 20);
    } else if (missing.contains(FOLLOWED)) {
      // Whose keys the entries are cannot be told any more.
      database.execute("UPDATE crossfade_outbox SET t = 0");
    }
    if (missing.contains("crossfade_parked")
        && LiveFile.number(database, "SELECT open FROM crossfade_control") == 0) {
      ParkedTriggers.recover(database);
    }
    database.execute("DELETE FROM crossfade_fence");
    database.execute("INSERT INTO crossfade_fence SELECT open, 0 FROM crossfade_control");
    return missing;
  }

  /**
   * The format of the side tables that are there.
   *
   * @throws CrossfadeException CF-6343 when this program does not know it
   */
  int format() {
    int format = number();
    if (format > FORMAT) {
      throw new CrossfadeException(
          ErrorCode.CF_6343,
          database.location() + ": format " + format + ", known here is up to " + FORMAT);
    }
    return format;
  }

  private int number() {
    return hasColumn(CONTROL, "format")
        ? (int) LiveFile.number(database, "SELECT max(format) FROM crossfade_control")
        : 1;
  }

  private boolean hasColumn(String table, String column) {
    return LiveFile.number(
            database, "SELECT count(*) FROM pragma_table_info(?) WHERE name = ?", table, column)
        > 0;
  }

  /** Whether they are of an older format; the control row is there. */
  boolean isOlder() {
    return number() < FORMAT;
  }

  /**
   * Brings tables of an older format to this one; does nothing when they are of this one.
   *
   * @param plan what of the plan of a table decides what passes bring, by the table's name
   */
  void migrate(UnaryOperator<String> plan) {
    if (!isOlder()) {
      return;
    }
    Map<String, String> statements = statements(1);
    if (!hasColumn(CONTROL, "format")) {
      database.execute(
          "ALTER TABLE crossfade_control ADD COLUMN format INTEGER NOT NULL DEFAULT 1");
    }
    if (!hasColumn(FOLLOWED, "plan")) {
      addPlans(Objects.requireNonNull(statements.get(FOLLOWED)), plan);
    }
    statements.keySet().retainAll(LATER);
    statements.keySet().removeAll(present());
    statements.values().forEach(database::execute);
    for (String table : List.of(CONTROL, FOLLOWED, "crossfade_pending", "crossfade_changed")) {
      database.execute("DELETE FROM crossfade_schema WHERE name = ?", table);
      database.execute(
          "INSERT INTO crossfade_schema SELECT type, name, tbl_name, sql FROM sqlite_schema"
              + " WHERE name = ?",
          table);
    }
    database.execute("UPDATE crossfade_control SET format = ?", FORMAT);
  }

  private void addPlans(String create, UnaryOperator<String> plan) {
    record Followed(int number, String name, String columns) {}
    List<Followed> all =
        database.query(
            "SELECT t, name, columns FROM crossfade_followed",
            row -> new Followed(row.getInt(1), row.getString(2), row.getString(3)));
    database.execute("DROP TABLE crossfade_followed");
    database.execute(create);
    for (Followed table : all) {
      database.execute(
          "INSERT INTO crossfade_followed(t, name, columns, plan) VALUES (?, ?, ?, ?)",
          table.number(),
          table.name(),
          table.columns(),
          plan.apply(table.name()));
    }
  }
}

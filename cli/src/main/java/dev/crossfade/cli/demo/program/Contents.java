package dev.crossfade.cli.demo.program;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** All rows of the application: as the notes say they must be, or as a store has them. */
final class Contents {
  private final Map<String, String> rows = new TreeMap<>();
  private final Map<Long, Long> balances = new TreeMap<>();
  private final Map<Integer, Long> progress = new TreeMap<>();
  private final Map<String, String> labelsByName = new HashMap<>();

  /** The rows by table and key, each as text. */
  Map<String, String> rows() {
    Map<String, String> all = new TreeMap<>(rows);
    balances.forEach((account, balance) -> all.put("balance " + account, balance.toString()));
    progress.forEach((writer, last) -> all.put("progress " + writer, last.toString()));
    return all;
  }

  /** The number of each writer's last transaction in it. */
  Map<Integer, Long> progress() {
    return progress;
  }

  /** Follows a transaction of a writer. */
  void apply(int writer, long number, Iterable<Change> changes) {
    progress.put(writer, number);
    for (Change change : changes) {
      apply(change);
    }
  }

  private void apply(Change change) {
    switch (change.kind()) {
      case OPEN_ACCOUNT -> {
        rows.put("account " + change.text(0), change.text(1));
        balances.put(change.number(0), change.number(2));
      }
      case TRANSFER -> {
        rows.put(
            "transfer " + change.text(0),
            change.text(1) + " " + change.text(2) + " " + change.text(3));
        balances.merge(change.number(1), -change.number(3), Long::sum);
        balances.merge(change.number(2), change.number(3), Long::sum);
      }
      case ADD_NOTE, EDIT_NOTE -> rows.put(note(change, 1), body(change));
      case REMOVE_NOTE -> rows.remove(note(change, 1));
      case RENUMBER_NOTE -> {
        String body = rows.remove(note(change, 1));
        rows.put(note(change, 2), String.valueOf(body));
      }
      case REPLACE_LABEL -> label("label " + change.text(0), change.text(1), change.text(2));
    }
  }

  private void label(String key, String name, String shape) {
    String displaced = labelsByName.get(name);
    if (displaced != null) {
      rows.remove(displaced);
    }
    labelsByName.values().remove(key);
    labelsByName.put(name, key);
    rows.put(key, name + " " + shape);
  }

  private static String note(Change change, int number) {
    return "note " + change.text(0) + "." + change.text(number);
  }

  private static String body(Change change) {
    String body = change.text(2);
    return (body.isEmpty() ? "nothing" : body) + " " + Double.parseDouble(change.text(3));
  }

  /**
   * Reads a store.
   *
   * @param connection in a transaction that sees one state
   * @param prefix of the tables' names
   */
  static Contents read(Connection connection, String prefix) throws SQLException {
    Contents contents = new Contents();
    contents.read(
        connection,
        "SELECT id, owner, balance FROM " + prefix + "accounts",
        row -> {
          contents.rows.put("account " + row.getLong(1), row.getString(2));
          contents.balances.put(row.getLong(1), row.getLong(3));
        });
    contents.read(
        connection,
        "SELECT id, payer, payee, amount FROM " + prefix + "transfers",
        row ->
            contents.rows.put(
                "transfer " + row.getString(1),
                row.getLong(2) + " " + row.getLong(3) + " " + row.getLong(4)));
    contents.read(
        connection,
        "SELECT writer, number, body, score FROM " + prefix + "notes",
        row -> {
          String body = row.getString(3);
          contents.rows.put(
              "note " + row.getLong(1) + "." + row.getLong(2),
              (body == null ? "nothing" : body) + " " + row.getDouble(4));
        });
    contents.read(
        connection,
        "SELECT id, name, shape FROM " + prefix + "labels",
        row ->
            contents.rows.put(
                "label " + row.getLong(1),
                row.getString(2) + " " + HexFormat.of().formatHex(row.getBytes(3))));
    contents.read(
        connection,
        "SELECT writer, last_done FROM " + prefix + "progress",
        row -> contents.progress.put(row.getInt(1), row.getLong(2)));
    return contents;
  }

  private void read(Connection connection, String sql, Row each) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        each.take(found);
      }
    }
  }

  private interface Row {
    void take(ResultSet row) throws SQLException;
  }
}

package dev.crossfade.cli.demo.program;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the two databases, as a writer uses it. Used by one thread. */
final class Store implements AutoCloseable {
  private final String name;
  private final String url;
  private final String prefix;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private @Nullable Connection connection;

  private Store(String name, String url, String prefix) {
    this.name = name;
    this.url = url;
    this.prefix = prefix;
  }

  /** The SQLite file. */
  static Store sqlite(String file) {
    return new Store("sqlite", "jdbc:sqlite:" + file + "?busy_timeout=10000", "");
  }

  /** PostgreSQL. */
  static Store postgres(String url) {
    return new Store("postgresql", url, "demo.");
  }

  String name() {
    return name;
  }

  private boolean sqlite() {
    return prefix.isEmpty();
  }

  /** Opens a connection that is the caller's. */
  Connection open() throws SQLException {
    Connection made = DriverManager.getConnection(url);
    if (sqlite()) {
      try (Statement statement = made.createStatement()) {
        statement.execute("PRAGMA synchronous=NORMAL");
        statement.execute("PRAGMA foreign_keys=ON");
      }
    }
    return made;
  }

  /**
   * Begins a transaction by a statement: the driver of SQLite would begin the next one, and with it
   * lock out other writers, as soon as the last one is committed.
   */
  void begin(Connection open) throws SQLException {
    execute(open, sqlite() ? "BEGIN IMMEDIATE" : "BEGIN ISOLATION LEVEL READ COMMITTED");
  }

  /** Begins a transaction that sees one state. */
  void beginReading(Connection open) throws SQLException {
    execute(open, sqlite() ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }

  private static void execute(Connection open, String sql) throws SQLException {
    try (Statement statement = open.createStatement()) {
      statement.execute(sql);
    }
  }

  String prefix() {
    return prefix;
  }

  /** Does a transaction; when it throws, nothing of it happened, but see {@link #last}. */
  void commit(int writer, long number, List<Change> changes) throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = open();
      connection = open;
    }
    try {
      begin(open);
      for (Change change : changes) {
        apply(change);
      }
      int updated =
          run("UPDATE ${p}progress SET last_done = ? WHERE writer = ?", number, (long) writer);
      if (updated == 0) {
        run("INSERT INTO ${p}progress (writer, last_done) VALUES (?, ?)", (long) writer, number);
      }
      execute(open, "COMMIT");
    } catch (SQLException failed) {
      giveUp(open);
      throw failed;
    }
  }

  private static void giveUp(Connection open) throws SQLException {
    try {
      execute(open, "ROLLBACK");
    } catch (SQLException none) {
      // None was begun, or the connection is gone; the next one to ask opens another.
      return;
    }
  }

  /** The number of a writer's last transaction here, asked on a new connection. */
  long last(int writer) throws SQLException {
    close();
    Connection open = open();
    connection = open;
    try (PreparedStatement query =
        open.prepareStatement("SELECT last_done FROM " + prefix + "progress WHERE writer = ?")) {
      query.setInt(1, writer);
      try (var found = query.executeQuery()) {
        return found.next() ? found.getLong(1) : 0;
      }
    }
  }

  private void apply(Change change) throws SQLException {
    switch (change.kind()) {
      case OPEN_ACCOUNT ->
          run(
              "INSERT INTO ${p}accounts (id, owner, balance) VALUES (?, ?, ?)",
              change.number(0),
              change.text(1),
              change.number(2));
      case TRANSFER -> transfer(change);
      case ADD_NOTE ->
          run(
              "INSERT INTO ${p}notes (body, score, writer, number) VALUES (?, ?, ?, ?)",
              body(change),
              Double.valueOf(change.text(3)),
              change.number(0),
              change.number(1));
      case EDIT_NOTE ->
          run(
              "UPDATE ${p}notes SET body = ?, score = ? WHERE writer = ? AND number = ?",
              body(change),
              Double.valueOf(change.text(3)),
              change.number(0),
              change.number(1));
      case REMOVE_NOTE ->
          run(
              "DELETE FROM ${p}notes WHERE writer = ? AND number = ?",
              change.number(0),
              change.number(1));
      case RENUMBER_NOTE ->
          run(
              "UPDATE ${p}notes SET number = ? WHERE writer = ? AND number = ?",
              change.number(2),
              change.number(0),
              change.number(1));
      case REPLACE_LABEL -> replace(change);
    }
  }

  private static @Nullable String body(Change change) {
    return change.text(2).isEmpty() ? null : change.text(2);
  }

  /** The accounts in the order of their numbers, so that two transfers cannot wait in a circle. */
  private void transfer(Change change) throws SQLException {
    long payer = change.number(1);
    long payee = change.number(2);
    long amount = change.number(3);
    run(
        "INSERT INTO ${p}transfers (id, payer, payee, amount) VALUES (?, ?, ?, ?)",
        change.text(0),
        payer,
        payee,
        amount);
    String add = "UPDATE ${p}accounts SET balance = balance + ? WHERE id = ?";
    run(add, payer < payee ? -amount : amount, Math.min(payer, payee));
    run(add, payer < payee ? amount : -amount, Math.max(payer, payee));
  }

  private void replace(Change change) throws SQLException {
    byte[] shape = HexFormat.of().parseHex(change.text(2));
    String insert = " INTO ${p}labels (id, name, shape) VALUES (?, ?, ?)";
    if (sqlite()) {
      run("INSERT OR REPLACE" + insert, change.number(0), change.text(1), shape);
      return;
    }
    run("DELETE FROM ${p}labels WHERE id = ? OR name = ?", change.number(0), change.text(1));
    run("INSERT" + insert, change.number(0), change.text(1), shape);
  }

  private int run(String sql, @Nullable Object... values) throws SQLException {
    Connection open = connection;
    if (open == null) {
      throw new SQLException("not connected");
    }
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = open.prepareStatement(sql.replace("${p}", prefix));
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    prepared.clear();
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}

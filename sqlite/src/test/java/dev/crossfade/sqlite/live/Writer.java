package dev.crossfade.sqlite.live;

import dev.crossfade.sqlite.Databases;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A program of its own process: writes transactions over two tables until it is killed or refused.
 * Each writes its number into both, and says so once it is committed.
 */
final class Writer {
  static final String[] SCHEMA = {
    "CREATE TABLE a(id INTEGER PRIMARY KEY, u UNIQUE, n)",
    "CREATE TABLE b(k TEXT PRIMARY KEY, n) WITHOUT ROWID"
  };

  /** How it ends when the fence refuses it. */
  static final int REFUSED = 3;

  private Writer() {}

  /** Starts one. */
  static Process start(Path file, long seed, String journal, String synchronous)
      throws IOException {
    return java(Writer.class, file.toString(), String.valueOf(seed), journal, synchronous);
  }

  /** Starts the main method of a class of the tests. */
  static Process java(Class<?> main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** File, seed, journal mode, synchronous. */
  public static void main(String[] args) throws SQLException {
    Random random = new Random(Long.parseLong(args[1]));
    try (Connection connection = Databases.connect(Path.of(args[0]))) {
      for (String pragma :
          List.of(
              "busy_timeout = 20000",
              "journal_mode = " + args[2],
              "synchronous = " + args[3],
              "recursive_triggers = " + random.nextBoolean())) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("PRAGMA " + pragma);
        }
      }
      for (long n = 1; n < Long.MAX_VALUE; n++) {
        write(connection, random, n);
        System.out.println(n);
        if (System.out.checkError()) {
          return;
        }
      }
    } catch (SQLException e) {
      boolean fence = String.valueOf(e.getMessage()).contains("its data is in");
      if (!fence) {
        e.printStackTrace();
      }
      System.exit(fence ? REFUSED : 4);
    }
  }

  private static void write(Connection connection, Random random, long n) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      int id = random.nextInt(40);
      int other = random.nextInt(40);
      switch (random.nextInt(6)) {
        case 0 -> statement.execute("DELETE FROM a WHERE id = " + id);
        case 1 -> statement.execute("UPDATE OR REPLACE a SET id = " + other + " WHERE id = " + id);
        case 2 -> statement.execute("UPDATE OR REPLACE a SET u = " + other + " WHERE id = " + id);
        case 3 -> statement.execute("INSERT OR REPLACE INTO a(u) VALUES (" + other + ")");
        case 4 -> statement.execute("UPDATE OR REPLACE b SET k = k || 'x' WHERE k = 'k" + id + "'");
        default -> statement.execute("DELETE FROM b WHERE k LIKE 'k" + id + "%'");
      }
      statement.execute("INSERT OR REPLACE INTO a VALUES (" + id + ", " + other + ", " + n + ")");
      statement.execute("INSERT OR REPLACE INTO b VALUES ('k" + id + "', " + n + ")");
      statement.execute("INSERT OR REPLACE INTO a VALUES (-7, -7, " + n + ")");
      statement.execute("INSERT OR REPLACE INTO b VALUES ('last', " + n + ")");
      statement.execute("COMMIT");
    }
  }
}

package dev.crossfade.benchmarks;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The program that writes a file while it is measured, in a process of its own: WAL, NORMAL, one
 * connection. Ends after its time, when its standard input ends, or when the file is closed to it.
 * Of each transaction it notes three numbers of 8 bytes: the highest number written; when it was
 * acknowledged, in microseconds since 1970; how long after it was due that was, in nanoseconds.
 */
final class LiveWriter {
  private static final String FENCED = "crossfade";

  private LiveWriter() {}

  /**
   * @param arguments the file; {@code insert} into table t or {@code mixed} on table events;
   *     transactions a second, 0 for as many as can be; rows a transaction; seconds; where to note
   */
  public static void main(String[] arguments) throws Exception {
    boolean mixed = arguments[1].equals("mixed");
    long gap = arguments[2].equals("0") ? 0 : 1_000_000_000L / Long.parseLong(arguments[2]);
    int rows = Integer.parseInt(arguments[3]);
    long limit = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[4]));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
        Statement statement = connection.createStatement();
        DataOutputStream notes =
            new DataOutputStream(
                new java.io.BufferedOutputStream(
                    Files.newOutputStream(Path.of(arguments[5])), 1 << 16))) {
      statement.execute("PRAGMA busy_timeout = 20000");
      statement.execute("PRAGMA synchronous = NORMAL");
      connection.setAutoCommit(rows == 1);
      long highest = number(statement, mixed ? "events" : "t");
      try (PreparedStatement insert = connection.prepareStatement(insert(mixed));
          PreparedStatement update = connection.prepareStatement(update(mixed))) {
        long began = System.nanoTime();
        for (long i = 0; System.nanoTime() - began < limit && System.in.available() == 0; i++) {
          long due = gap == 0 ? System.nanoTime() : began + i * gap;
          await(due);
          if (mixed && i % 5 != 0) {
            change(update, i * 7919 % highest + 1, i);
          } else {
            highest = add(insert, highest, rows);
          }
          if (rows > 1) {
            connection.commit();
          }
          long waited = System.nanoTime() - due;
          notes.writeLong(highest);
          notes.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
          notes.writeLong(waited);
        }
      } catch (SQLException e) {
        if (!String.valueOf(e.getMessage()).contains(FENCED)) {
          throw e;
        }
      }
    }
  }

  private static void await(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static long number(Statement statement, String table) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT coalesce(max(id), 0) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String insert(boolean mixed) {
    return mixed
        ? "INSERT INTO events(id, user_id, amount, name, created_at, score)"
            + " VALUES (?, 7, 1.5, 'written meanwhile', '2026-01-01 00:00:00', ?)"
        : "INSERT INTO t(id, customer, status, total, placed, note)"
            + " VALUES (?, ?, 'new', 1.5, '2026-01-01T00:00:00', 'a note of some words')";
  }

  private static String update(boolean mixed) {
    return "UPDATE " + (mixed ? "events SET score" : "t SET customer") + " = ? WHERE id = ?";
  }

  private static long add(PreparedStatement insert, long highest, int rows) throws SQLException {
    for (int row = 1; row <= rows; row++) {
      insert.setLong(1, highest + row);
      insert.setLong(2, row);
      insert.executeUpdate();
    }
    return highest + rows;
  }

  private static void change(PreparedStatement update, long id, long value)
      throws SQLException, IOException {
    update.setLong(1, value);
    update.setLong(2, id);
    update.executeUpdate();
  }
}

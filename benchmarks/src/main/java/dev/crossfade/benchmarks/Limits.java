package dev.crossfade.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** What cannot be beaten: reading alone, and COPY from a ready file alone; and a plain program. */
final class Limits {
  private static final int BUFFER = 1 << 16;
  private static final int BATCH = 1000;

  private Limits() {}

  /**
   * Does one of them in a JVM of its own, as every program that is compared starts in one, and
   * prints the seconds that it took without the start of the JVM.
   *
   * @param arguments the limit's name and its parameters
   */
  public static void main(String[] arguments) throws Exception {
    Series series = new Series();
    switch (arguments[0]) {
      case "read" -> series.time(() -> read(Path.of(arguments[1])));
      case "copy" ->
          series.time(() -> copy(arguments[1], arguments[2], arguments[3], Path.of(arguments[4])));
      case "read-back" -> series.time(() -> readBack(arguments[1], arguments[2]));
      case "batch" -> series.time(() -> jdbcBatch(Path.of(arguments[2]), arguments[1]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.out.println(series.median());
  }

  /** Reads every value of the table with sqlite-jdbc as any program would. */
  static long read(Path sqlite) throws SQLException {
    long sum = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + sqlite);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM events")) {
      while (rows.next()) {
        sum += rows.getLong(1) + rows.getLong(2) + Double.doubleToRawLongBits(rows.getDouble(3));
        sum += rows.getString(4).length() + rows.getString(5).length() + rows.getLong(6);
        sum += rows.getString(7).length();
        String note = rows.getString(8);
        sum += note == null ? 0 : note.length();
        sum += rows.getBytes(9).length + Double.doubleToRawLongBits(rows.getDouble(10));
      }
    }
    return sum;
  }

  /** Writes a table into a file in the form that COPY reads. */
  static void export(String url, String table, String format, Path file)
      throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url);
        OutputStream out = Files.newOutputStream(file)) {
      copies(connection).copyOut("COPY " + table + " TO STDOUT (FORMAT " + format + ")", out);
    }
  }

  /** Copies a ready file into a table. */
  static void copy(String url, String table, String format, Path file)
      throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url);
        InputStream in = Files.newInputStream(file)) {
      copies(connection)
          .copyIn("COPY " + table + " FROM STDIN (FORMAT " + format + ")", in, BUFFER);
    }
  }

  /** Reads every value of a table by COPY. */
  static long readBack(String url, String table) throws SQLException {
    long[] bytes = new long[1];
    try (Connection connection = DriverManager.getConnection(url)) {
      copies(connection)
          .copyOut(
              "COPY " + table + " TO STDOUT (FORMAT binary)",
              new OutputStream() {
                @Override
                public void write(int b) {
                  bytes[0]++;
                }

                @Override
                public void write(byte[] data, int offset, int length) {
                  bytes[0] += length;
                }
              });
    } catch (IOException e) {
      throw new SQLException(e);
    }
    return bytes[0];
  }

  /** The program that one writes in ten minutes: read, addBatch, executeBatch, commit. */
  static void jdbcBatch(Path sqlite, String url) throws SQLException {
    try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + sqlite);
        Connection to = DriverManager.getConnection(url);
        Statement create = to.createStatement()) {
      create.execute(
          "CREATE TABLE batch_events (id bigint PRIMARY KEY, user_id bigint NOT NULL, amount float8,"
              + " name text NOT NULL, payload text, is_active bigint NOT NULL, created_at text NOT"
              + " NULL, note text, fingerprint bytea, score float8 NOT NULL)");
      to.setAutoCommit(false);
      try (Statement read = from.createStatement();
          ResultSet rows = read.executeQuery("SELECT * FROM events");
          PreparedStatement insert =
              to.prepareStatement("INSERT INTO batch_events VALUES (?,?,?,?,?,?,?,?,?,?)")) {
        int count = 0;
        while (rows.next()) {
          for (int column = 1; column <= 10; column++) {
            insert.setObject(column, rows.getObject(column));
          }
          insert.addBatch();
          if (++count % BATCH == 0) {
            insert.executeBatch();
          }
        }
        insert.executeBatch();
      }
      to.commit();
    }
  }

  private static CopyManager copies(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }
}

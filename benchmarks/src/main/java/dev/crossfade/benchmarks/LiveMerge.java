package dev.crossfade.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** The limit of any follower: rows that are ready come by COPY and are merged, nothing else. */
final class LiveMerge {
  private static final int ROWS = 10_000;
  private static final int BATCHES = 30;
  private static final String TABLE =
      "CREATE TABLE t(id bigint PRIMARY KEY, customer bigint NOT NULL, status text NOT NULL,"
          + " total float8, placed text, note text)";
  private static final String STAGED =
      "CREATE TEMPORARY TABLE staged (LIKE t) ON COMMIT DELETE ROWS";
  private static final String MERGE =
      "INSERT INTO t SELECT * FROM staged ON CONFLICT (id) DO UPDATE SET customer ="
          + " excluded.customer, status = excluded.status, total = excluded.total, placed ="
          + " excluded.placed, note = excluded.note";

  private LiveMerge() {}

  /**
   * Merges 10,000 rows a transaction into an empty table.
   *
   * @param url of JDBC
   */
  static double rowsPerSecond(String url) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS t");
      statement.execute(TABLE);
      statement.execute(STAGED);
      connection.setAutoCommit(false);
      long nanos = 0;
      for (int batch = 0; batch < BATCHES; batch++) {
        byte[] rows = rows(batch * ROWS);
        long began = System.nanoTime();
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY staged FROM STDIN", new ByteArrayInputStream(rows));
        statement.execute(MERGE);
        connection.commit();
        nanos += System.nanoTime() - began;
      }
      return ROWS * BATCHES * 1e9 / nanos;
    }
  }

  private static byte[] rows(int from) {
    StringBuilder text = new StringBuilder();
    for (int id = from; id < from + ROWS; id++) {
      text.append(id).append('\t').append(id % 100);
      text.append("\tnew\t1.5\t2026-01-01T00:00:00\ta note of some words\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}

package dev.crossfade.cli.demo.program;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A writer whose transactions stay open for a while after they wrote, in PostgreSQL only. Whoever
 * closes that store has to wait for those that wrote before, and to refuse those that come
 * meanwhile. It ends when it is refused, or its connection is cut.
 */
public final class LiveDawdler {
  private final int number;
  private final Path folder;
  private final String jdbcUrl;
  private final long holdMillis;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final Thread thread = new Thread(this::write, "dawdler");

  /**
   * @param number of the writer, which no other one in the notes has
   * @param folder with the writers' notes
   * @param holdMillis how long a transaction stays open
   */
  public LiveDawdler(int number, Path folder, String jdbcUrl, long holdMillis) {
    this.number = number;
    this.folder = folder;
    this.jdbcUrl = jdbcUrl;
    this.holdMillis = holdMillis;
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** Ends the transaction that is open, as any other one, and begins no more. */
  public void end() throws InterruptedException {
    asked.countDown();
    thread.join();
  }

  private void write() {
    try (Journal journal = new Journal(Journal.file(folder, number));
        Connection connection = DriverManager.getConnection(jdbcUrl)) {
      connection.setAutoCommit(false);
      for (long done = 1; asked.getCount() > 0; done++) {
        commit(connection, journal, done);
      }
    } catch (SQLException | IOException | InterruptedException refused) {
      // What was not acknowledged counts for nothing.
      return;
    }
  }

  private void commit(Connection connection, Journal journal, long done)
      throws SQLException, IOException, InterruptedException {
    journal.tried(done, List.of(Change.of(Change.Kind.ADD_NOTE, number, done, "slow", 0.5)));
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO demo.notes (body, score, writer, number) VALUES ('slow', 0.5, %d, %d)"
              .formatted(number, done));
      statement.execute(
          done == 1
              ? "INSERT INTO demo.progress (writer, last_done) VALUES (%d, 1)".formatted(number)
              : "UPDATE demo.progress SET last_done = %d WHERE writer = %d"
                  .formatted(done, number));
    }
    asked.await(holdMillis, TimeUnit.MILLISECONDS);
    connection.commit();
    journal.acknowledged(done, "postgresql");
  }
}

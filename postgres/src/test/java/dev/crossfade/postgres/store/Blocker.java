package dev.crossfade.postgres.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A transaction of somebody else that holds locks until it is closed, and sees who waits. */
final class Blocker implements AutoCloseable {
  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
          + " AND wait_event_type = 'Lock'";
  private static final long MOST_NANOS = Duration.ofMinutes(2).toNanos();

  private final StoreFixture fixture;
  private final Connection connection;

  Blocker(StoreFixture fixture, String... statements) {
    this.fixture = fixture;
    connection = fixture.connect();
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    execute(statements);
  }

  void execute(String... statements) {
    try (Statement run = connection.createStatement()) {
      for (String sql : statements) {
        run.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns when so many sessions wait for locks. */
  void awaitWaiting(int sessions) {
    await(() -> Integer.parseInt(fixture.one(WAITING)) >= sessions);
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + MOST_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain");
      }
      Thread.onSpinWait();
    }
  }

  /** Ends the sessions that wait. */
  void kill() {
    fixture.one(WAITING.replace("count(*)", "count(pg_terminate_backend(pid))"));
  }

  void commit() {
    execute("COMMIT");
  }

  @Override
  public void close() {
    try (connection) {
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.crossfade.facade.plans;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** What happens to the database of a plan, and to the way there. */
final class PlanFaults {
  /** Each goes on for a while, and is mended then. */
  enum Fault {
    TERMINATED,
    RESET,
    REFUSING,
    BLACK_HOLE
  }

  private static final String TERMINATE =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE datname = ? AND pid <> pg_backend_pid()";

  private final ScratchDatabase database;
  private final CutProxy proxy;

  PlanFaults(ScratchDatabase database, CutProxy proxy) {
    this.database = database;
    this.proxy = proxy;
  }

  /** Chooses. */
  static Fault next(Random random) {
    return Fault.values()[random.nextInt(Fault.values().length)];
  }

  /**
   * Lets it happen, and mends it.
   *
   * @param millis how long it goes on
   */
  void happen(Fault fault, long millis) throws IOException, SQLException {
    switch (fault) {
      case TERMINATED -> {
        terminate();
        pause(millis / 2);
        terminate();
      }
      case RESET -> proxy.reset();
      case REFUSING -> {
        proxy.beginRefusing();
        pause(millis);
        proxy.endRefusing();
      }
      case BLACK_HOLE -> {
        proxy.beginHole();
        pause(millis);
        proxy.endHole();
      }
    }
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(millis * 1_000_000);
  }

  private void terminate() throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(TERMINATE)) {
      statement.setString(1, database.name());
      statement.execute();
    }
  }
}

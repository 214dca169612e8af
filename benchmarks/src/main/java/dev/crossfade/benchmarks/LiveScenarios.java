package dev.crossfade.benchmarks;

import dev.crossfade.benchmarks.LiveProgram.Note;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Measures following a small table: how late, how fast, and what the triggers cost. */
final class LiveScenarios {
  private static final int RATE = 1000;
  private static final long LAG_SECONDS = 15;
  private static final long RATE_SECONDS = 6;
  private static final long DRAIN_SECONDS = 120;

  /** Steps of the rate alone, from the highest; the first that is followed counts. */
  private static final double[] STEPS = {1, 0.75, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1};

  /** A lag that ends below this did not grow. */
  private static final double STEADY_MILLIS = 100;

  private static final int HUNDRED = 100;

  private final LiveCommand command;
  private final Path work;
  private final Server server;
  private final Rotation rotation;

  LiveScenarios(LiveCommand command, Path work, Server server, Rotation rotation) {
    this.work = work;
    this.server = server;
    this.rotation = rotation;
    this.command = command;
  }

  /** What the triggers cost. */
  void triggers(int rounds) throws Exception {
    for (int round = 0; round < rounds; round++) {
      double[] cost = TriggerCost.once(work, "FULL", false);
      note(LiveFigure.SINGLE_FULL, cost[1], cost[0]);
      cost = TriggerCost.once(work, "NORMAL", false);
      note(LiveFigure.SINGLE_NORMAL, cost[1], cost[0]);
      cost = TriggerCost.once(work, "NORMAL", true);
      note(LiveFigure.BULK, cost[1], cost[0]);
    }
  }

  /** Lag, and the highest rates. */
  void lag(int rounds) throws Exception {
    for (int round = 0; round < rounds; round++) {
      server.clean();
      small();
    }
  }

  private void note(LiveFigure figure, double value, double against) {
    rotation.note(figure.name(), value, against);
  }

  /** Lag, and the highest rates, on a table that begins empty. */
  private void small() throws Exception {
    Path file = work.resolve("live-small.sqlite");
    delete(file);
    execute(file, "PRAGMA journal_mode = wal", TriggerCost.PLAIN);
    String schema = server.freshSchema();
    command.follow(file, schema);
    try {
      // The follower and its connections are warm after some seconds, as they are in use.
      run(file, schema, RATE, 1, LAG_SECONDS / 3);
      double[] lags;
      try (LockProbe locks = LockProbe.of(file)) {
        lags = run(file, schema, RATE, 1, LAG_SECONDS).lags();
        note(LiveFigure.LAG_LOCK, locks.write(99, Set.of(command.followerPid())), 0);
      }
      note(LiveFigure.LAG_MEDIAN, LiveProgram.percentile(lags, 50), 0);
      note(LiveFigure.LAG_HIGH, LiveProgram.percentile(lags, 99), 0);
      command.stop(file);
      double alone = rateOfCopy(file, 1);
      double hundreds = rateOfCopy(file, HUNDRED) * HUNDRED;
      command.follow(file, schema);
      note(LiveFigure.RATE_SINGLE, highest(file, schema, alone, 1), alone);
      double merged = LiveMerge.rowsPerSecond(Server.jdbc(server.peersUrl()));
      double most = Math.min(hundreds, merged);
      note(LiveFigure.RATE_HUNDRED, highest(file, schema, most, HUNDRED), merged);
    } finally {
      command.retire(file);
      delete(file);
    }
  }

  /** Transactions a second into a copy of the file, triggers and all, that nobody follows. */
  private static double rateOfCopy(Path file, int rows) throws Exception {
    Path copy = file.resolveSibling("live-copy.sqlite");
    delete(copy);
    Files.copy(file, copy);
    try (LiveProgram program = LiveProgram.start(copy, "insert", 0, rows, RATE_SECONDS)) {
      return LiveProgram.rate(program.await());
    } finally {
      delete(copy);
    }
  }

  private double highest(Path file, String schema, double rows, int together) throws Exception {
    for (double step : STEPS) {
      long rate = (long) (rows * step / together);
      Run run = run(file, schema, rate, together, RATE_SECONDS);
      double end = LiveProgram.percentile(last(run.lags(), 10), 50);
      double middle = LiveProgram.percentile(last(run.lags(), 2), 50);
      if (end < STEADY_MILLIS || end < middle) {
        return run.rate() * together;
      }
    }
    return 0;
  }

  /**
   * A run at one rate.
   *
   * @param lags milliseconds, of every transaction
   * @param rate transactions a second that were reached
   */
  private record Run(double[] lags, double rate) {}

  private Run run(Path file, String schema, long rate, int rows, long seconds) throws Exception {
    try (LagProbe probe = new LagProbe(Server.jdbc(server.url()), schema + ".t");
        LiveProgram program = LiveProgram.start(file, "insert", rate, rows, seconds)) {
      List<Note> notes = probe.watch(program, DRAIN_SECONDS);
      return new Run(probe.lags(notes), LiveProgram.rate(notes));
    }
  }

  private static double[] last(double[] values, int part) {
    return Arrays.copyOfRange(values, values.length - values.length / part, values.length);
  }

  static void execute(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static void delete(Path file) throws java.io.IOException {
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(file + suffix));
    }
  }
}

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
import java.util.Locale;
import java.util.Set;

/** Measures following a small table: how late, how fast, and what the triggers cost. */
final class LiveScenarios {
  private static final int RATE = 1000;
  private static final long LAG_SECONDS = 15;
  private static final long RATE_SECONDS = 9;
  private static final long DRAIN_SECONDS = 120;

  /** How often the target is asked. For a rate it is enough to tell a lag of 100 ms. */
  private static final long LAG_PAUSE_MILLIS = 2;

  private static final long RATE_PAUSE_MILLIS = 20;

  /** How often the distance between a rate that is followed and one that is not is halved. */
  private static final int HALVINGS = 4;

  /** A lag below this is steady, whatever it was before. */
  private static final double STEADY_MILLIS = 100;

  private static final double GROWN = 1.5;

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
      run(file, schema, new Load(RATE, 1, LAG_SECONDS / 3), LAG_PAUSE_MILLIS);
      double[] lags;
      try (LockProbe locks = LockProbe.of(file)) {
        lags = run(file, schema, new Load(RATE, 1, LAG_SECONDS), LAG_PAUSE_MILLIS).lags();
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

  /**
   * The highest rate of rows that is followed, at most the one given. What counts is the rate that
   * the program reached beside the follower, not the one that it was asked for.
   */
  private double highest(Path file, String schema, double rows, int together) throws Exception {
    double followed = 0;
    double low = 0;
    double high = rows;
    double asked = rows;
    for (int run = 0; run <= HALVINGS && low < rows; run++) {
      long transactions = Math.max(1, (long) (asked / together));
      Run one =
          run(file, schema, new Load(transactions, together, RATE_SECONDS), RATE_PAUSE_MILLIS);
      double reached = one.rate() * together;
      boolean steady = isSteady(one.lags());
      System.err.printf(
          Locale.ROOT, "asked %.0f rows/s, reached %.0f, followed: %s%n", asked, reached, steady);
      if (steady) {
        followed = Math.max(followed, reached);
        low = asked;
      } else {
        high = asked;
      }
      asked = (low + high) / 2;
    }
    return followed;
  }

  private static boolean isSteady(double[] lags) {
    int third = lags.length / 3;
    double middle = median(lags, third, 2 * third);
    double limit = Math.max(STEADY_MILLIS, GROWN * middle);
    int half = 2 * third + third / 2;
    return median(lags, 2 * third, half) <= limit && median(lags, half, lags.length) <= limit;
  }

  private static double median(double[] values, int from, int to) {
    return LiveProgram.percentile(Arrays.copyOfRange(values, from, to), 50);
  }

  /**
   * What the program writes.
   *
   * @param rate transactions a second
   * @param rows of each
   */
  private record Load(long rate, int rows, long seconds) {}

  /**
   * A run at one rate.
   *
   * @param lags milliseconds, of every transaction
   * @param rate transactions a second that were reached
   */
  private record Run(double[] lags, double rate) {}

  private Run run(Path file, String schema, Load load, long pause) throws Exception {
    try (LagProbe probe = new LagProbe(Server.jdbc(server.url()), schema + ".t", pause);
        LiveProgram program =
            LiveProgram.start(file, "insert", load.rate(), load.rows(), load.seconds())) {
      List<Note> notes = probe.watch(program, DRAIN_SECONDS);
      return new Run(probe.lags(notes), LiveProgram.rate(notes));
    }
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

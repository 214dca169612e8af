package dev.crossfade.examples;

import dev.crossfade.cli.demo.program.LiveJudge;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One fault run: writers write all the while, the file is followed, switched over and back, and
 * whatever takes part dies. What happens, and in which order, follows from the seed; neighbouring
 * seeds take the named places one after the other.
 */
final class LiveRun {
  private static final List<String> BACKFILL =
      List.of("created", "copied", "keyed", "constrained", "published");
  private static final List<String> PASS =
      List.of(
          "live.pass.looked",
          "live.pass.taken",
          "live.pass.locked",
          "live.pass.staged",
          "live.pass.before-commit",
          "live.pass.committed",
          "live.pass.applied",
          "live.pass.trimmed");
  private static final List<String> SWITCH =
      List.of(
          "live.switch.promised",
          "live.switch.closed",
          "live.switch.drained",
          "live.switch.settled",
          "live.switch.counted",
          "live.switch.checked",
          "live.switch.opened",
          "live.cancel.promised",
          "live.cancel.reopened");
  private static final long HALT_SECONDS = 20;
  private static final long DRAIN_NANOS = 40_000_000_000L;
  private static final int TRIES = 12;

  private final long seed;
  private final Random random;
  private final LiveServer server;
  private final Path folder;
  private final Path file;
  private final @Nullable LivePlanted planted;
  private final Map<String, Integer> faults = new TreeMap<>();
  private final List<String> violations = Collections.synchronizedList(new ArrayList<>());

  /**
   * What came of it.
   *
   * @param acknowledged transactions
   * @param faults how many of each kind were injected
   * @param violations of what must hold; empty when it does
   */
  record Result(
      long seed,
      long acknowledged,
      int samples,
      Map<String, Integer> faults,
      List<String> violations) {}

  private enum Happening {
    KILL,
    STOP,
    SERVER,
    POINT,
    HOLD,
    TIDY
  }

  LiveRun(long seed, LiveServer server, Path folder, @Nullable LivePlanted planted) {
    this.seed = seed;
    this.server = server;
    this.folder = folder;
    this.planted = planted;
    random = new Random(seed);
    file = folder.resolve("app.sqlite");
  }

  Result run() throws Exception {
    String database = server.createDatabase();
    LiveJudge.seed(folder, file);
    if (random.nextBoolean()) {
      sqlite("PRAGMA journal_mode = DELETE");
    }
    LiveSampler sampler =
        new LiveSampler(new LiveJudge(folder, file, server.jdbcUrl(database)), violations);
    String jdbcUrl = server.jdbcUrl(database);
    LiveJudge judge = new LiveJudge(folder, file, jdbcUrl);
    try (LiveCast cast = new LiveCast(folder, file, server.url(database), jdbcUrl, seed)) {
      begin(cast);
      sampler.start();
      List<Happening> happenings = new ArrayList<>(List.of(Happening.values()));
      Collections.shuffle(happenings, random);
      happen(cast, happenings.get(0));
      untilViolated();
      move(cast, "switch", "NEW_FIRST");
      happen(cast, happenings.get(1));
      untilViolated();
      move(cast, "back", "DUAL_WRITE");
      happen(cast, happenings.get(2));
      cast.fill();
      cast.endWriting();
      drain(cast, judge);
    } catch (AssertionError failed) {
      violations.add(String.valueOf(failed.getMessage()));
    } finally {
      sampler.end();
    }
    return new Result(
        seed, judge.acknowledged(), sampler.samples(), faults, List.copyOf(violations));
  }

  /** A run that has failed need not go on. */
  private void untilViolated() {
    if (!violations.isEmpty()) {
      throw new AssertionError("ended early");
    }
  }

  private void begin(LiveCast cast) throws Exception {
    if (random.nextInt(3) == 0) {
      String point = "live.backfill." + BACKFILL.get(Math.floorMod(seed, BACKFILL.size()));
      halted(cast.follow(point + ":1"), point);
    }
    ChildProcess.Started first = cast.follow("");
    cast.caughtUp(first);
    if (planted != null) {
      planted.plant(file);
    }
    cast.fill();
  }

  private void happen(LiveCast cast, Happening happening) throws Exception {
    switch (happening) {
      case KILL -> {
        count("follower killed");
        cast.followers().get(0).close();
      }
      case STOP -> stop(cast);
      case SERVER -> {
        count("server killed");
        server.kill();
        cast.writeOn(random.nextInt(1000));
        server.start();
      }
      case POINT -> point(cast);
      case HOLD -> hold(cast);
      case TIDY -> tidy();
    }
    cast.writeOn(500L + random.nextInt(1000));
    cast.fill();
  }

  /** A follower stops for a while, its connections are cut, and it wakes when another follows. */
  private void stop(LiveCast cast) throws Exception {
    count("follower stopped");
    ChildProcess.Started follower = cast.followers().get(0);
    LiveCast.signal("-STOP", follower);
    cast.writeOn(random.nextInt(1000));
    server.cutConnections();
    cast.writeOn(500L + random.nextInt(1500));
    LiveCast.signal("-CONT", follower);
  }

  private void point(LiveCast cast) throws Exception {
    String point = PASS.get(Math.floorMod(seed, PASS.size()));
    List.copyOf(cast.followers()).forEach(ChildProcess.Started::close);
    ChildProcess.Started doomed = cast.follow(point + ":" + (1 + random.nextInt(20)));
    cast.fill();
    halted(doomed, point);
  }

  private void halted(ChildProcess.Started doomed, String point) throws Exception {
    if (doomed.process().waitFor(HALT_SECONDS, TimeUnit.SECONDS)) {
      count(point);
    }
    doomed.close();
  }

  /** Another program holds a transaction on the file. */
  private void hold(LiveCast cast) throws Exception {
    count("transaction held");
    boolean writing = random.nextBoolean();
    try (Sql sql = Sql.sqlite(file)) {
      sql.execute("PRAGMA busy_timeout = 20000");
      sql.execute(writing ? "BEGIN IMMEDIATE" : "BEGIN");
      sql.rows("SELECT count(*) FROM notes");
      cast.writeOn(500L + random.nextInt(2000));
      sql.execute("ROLLBACK");
    }
  }

  private void tidy() throws SQLException {
    count("checkpoint and vacuum");
    sqlite("PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite("VACUUM");
  }

  private void sqlite(String statement) throws SQLException {
    try (Sql sql = Sql.sqlite(file)) {
      sql.execute("PRAGMA busy_timeout = 20000");
      sql.execute(statement);
    }
  }

  /** Switches with a death at a named place, and again until it has happened. */
  private void move(LiveCast cast, String command, String stage) throws Exception {
    verify(cast);
    String point = SWITCH.get(Math.floorMod(seed, SWITCH.size()));
    boolean cancel = point.startsWith("live.cancel");
    Console.Result died =
        cast.run((cancel ? "live.switch.closed" : point) + ":1", command, "--yes");
    if (died.status() == ChildProcess.HALTED) {
      count(cancel ? "live.switch.closed" : point);
    }
    cast.writeOn(random.nextInt(800));
    if (cancel || random.nextBoolean()) {
      String fault = cancel ? point + ":1" : "";
      if (cast.run(fault, "switch", "cancel").status() == ChildProcess.HALTED) {
        count(point);
      }
    }
    Console.Result last = died;
    for (int i = 0; i < TRIES; i++) {
      if (cast.run("", "status", "--json").out().contains("\"stage\":\"" + stage + "\"")) {
        return;
      }
      last = cast.run("", command, "--yes");
    }
    throw new AssertionError(command + " does not come about: " + last);
  }

  private void verify(LiveCast cast) throws Exception {
    Console.Result last = null;
    for (int i = 0; i < TRIES; i++) {
      last = cast.run("", "verify", "--live", "--json");
      if (last.status() == 0) {
        return;
      }
      if (last.status() == 4) {
        throw new AssertionError("live verification found: " + last);
      }
    }
    throw new AssertionError("cannot be verified: " + last);
  }

  private void drain(LiveCast cast, LiveJudge judge)
      throws SQLException, IOException, InterruptedException {
    long start = System.nanoTime();
    List<String> left = judge.whole();
    while (!left.isEmpty() && System.nanoTime() - start < DRAIN_NANOS) {
      cast.fill();
      left = judge.whole();
    }
    violations.addAll(left);
  }

  private void count(String fault) {
    faults.merge(fault, 1, Integer::sum);
  }
}

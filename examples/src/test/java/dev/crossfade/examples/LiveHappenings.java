package dev.crossfade.examples;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What happens in a fault run. After each happening, the closed store must catch up. */
final class LiveHappenings {
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
  private static final long HALT_SECONDS = 10;
  private static final long HEAL_NANOS = 40_000_000_000L;
  private static final long LOOK_MILLIS = 20;
  private static final int TRIES = 12;

  private final long seed;
  private final Random random;
  private final LiveServer server;
  private final LiveCast cast;
  private final LiveStores stores;
  private final Consumer<String> count;
  private final List<Kind> left = new ArrayList<>();
  private int followers = 1;

  private enum Kind {
    KILL,
    STOP,
    FREEZE,
    KILL_SERVER,
    RESTART_SERVER,
    POINT,
    HOLD,
    TIDY,
    MOVE,
    MOVE_BACK
  }

  LiveHappenings(
      long seed,
      Random random,
      LiveServer server,
      LiveCast cast,
      LiveStores stores,
      Consumer<String> count) {
    this.seed = seed;
    this.random = random;
    this.server = server;
    this.cast = cast;
    this.stores = stores;
    this.count = count;
    left.addAll(List.of(Kind.values()));
    Collections.shuffle(left, random);
  }

  /** Begins to follow, perhaps at a second try. */
  void begin() throws Exception {
    if (random.nextInt(5) == 0) {
      String point = "live.backfill." + place(BACKFILL);
      halted(cast.follow(point + ":1"), point);
    }
    followers = 1 + random.nextInt(2);
    caughtUp(cast.follow(""));
    cast.fill(followers);
  }

  private void caughtUp(LiveCast.Command follower) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!follower.text("err").contains("Caught up")) {
      if (!follower.isUnderWay() || System.nanoTime() - start > HEAL_NANOS) {
        throw new AssertionError("did not catch up: " + follower.text("err"));
      }
      cast.writeOn(LOOK_MILLIS);
    }
  }

  /** The next happening. */
  void next() throws Exception {
    switch (left.remove(left.size() - 1)) {
      case KILL -> {
        count.accept("follower killed");
        cast.followers().get(0).close();
      }
      case STOP -> stop(true);
      case FREEZE -> stop(false);
      case KILL_SERVER -> {
        count.accept("server killed");
        server.kill();
        cast.writeOn(random.nextInt(500));
        server.start();
      }
      case RESTART_SERVER -> {
        count.accept("server restarted");
        server.stop();
        cast.writeOn(random.nextInt(500));
        server.start();
      }
      case POINT -> point();
      case HOLD -> hold();
      case TIDY -> tidy();
      case MOVE, MOVE_BACK -> move();
    }
    cast.writeOn(random.nextInt(300));
    heal();
  }

  /** A follower stops for a while; when its connections are cut, it wakes while another follows. */
  private void stop(boolean cut) throws Exception {
    count.accept(cut ? "follower stopped and cut off" : "follower stopped");
    LiveCast.Command follower = cast.followers().get(0);
    follower.process().signal("-STOP");
    cast.writeOn(random.nextInt(500));
    if (cut) {
      server.cutConnections();
    }
    cast.writeOn(200L + random.nextInt(1000));
    follower.process().signal("-CONT");
  }

  private void point() throws Exception {
    String point = place(PASS);
    List.copyOf(cast.followers()).forEach(LiveCast.Command::close);
    halted(cast.follow(point + ":" + (1 + random.nextInt(10))), point);
  }

  private void halted(LiveCast.Command doomed, String point) throws Exception {
    if (doomed.ends(HALT_SECONDS)) {
      count.accept(point);
    }
    doomed.close();
  }

  private String place(List<String> places) {
    return places.get(Math.floorMod(seed, places.size()));
  }

  /** Another program holds a transaction on a store. */
  private void hold() throws Exception {
    boolean writing = random.nextBoolean();
    if (random.nextBoolean()) {
      count.accept("transaction held on the file");
      try (Sql sql = stores.sqlite()) {
        sql.execute(writing ? "BEGIN IMMEDIATE" : "BEGIN");
        sql.rows("SELECT count(*) FROM notes");
        cast.writeOn(300L + random.nextInt(1000));
        sql.execute("ROLLBACK");
      }
      return;
    }
    count.accept("transaction held on the server");
    try (Sql sql = stores.postgres()) {
      sql.execute("BEGIN");
      sql.execute(
          writing ? "LOCK TABLE demo.notes IN SHARE MODE" : "SELECT count(*) FROM demo.notes");
      cast.writeOn(300L + random.nextInt(1000));
      sql.execute("ROLLBACK");
    }
  }

  private void tidy() throws SQLException {
    count.accept("checkpoint and vacuum");
    try (Sql sql = stores.sqlite()) {
      sql.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      sql.execute("VACUUM");
    }
  }

  /** Switches with a death at a named place, and again until it has happened. */
  private void move() throws Exception {
    boolean forth = stores.fileIsOpen();
    String command = forth ? "switch" : "back";
    String stage = forth ? "NEW_FIRST" : "DUAL_WRITE";
    verify();
    String point = place(SWITCH);
    boolean cancel = point.startsWith("live.cancel");
    Console.Result last =
        cast.run((cancel ? "live.switch.closed" : point) + ":1", command, "--yes");
    if (last.status() == ChildProcess.HALTED) {
      count.accept(cancel ? "live.switch.closed" : point);
    }
    cast.writeOn(random.nextInt(300));
    if (cancel || random.nextBoolean()) {
      String fault = cancel ? point + ":1" : "";
      if (cast.run(fault, "switch", "cancel").status() == ChildProcess.HALTED) {
        count.accept(point);
      }
    }
    for (int i = 0; i < TRIES; i++) {
      if (stores.stage().equals(stage)) {
        count.accept(forth ? "switched" : "went back");
        return;
      }
      last = cast.run("", command, "--yes");
    }
    throw new AssertionError(command + " does not come about: " + last);
  }

  private void verify() throws Exception {
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

  /** Waits until the closed store holds what the open one holds now. */
  void heal() throws IOException, InterruptedException, SQLException {
    cast.fill(followers);
    Map<Integer, Long> wanted = stores.openProgress();
    long start = System.nanoTime();
    while (!stores.haveReached(wanted)) {
      if (System.nanoTime() - start > HEAL_NANOS) {
        throw new AssertionError("it does not catch up with " + wanted + "\n" + cast.said());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      cast.fill(followers);
    }
  }

  /** Retires; followers end by themselves then. */
  void end() throws Exception {
    Console.Result retired = cast.run("", "retire", "--yes");
    if (retired.status() != 0) {
      throw new AssertionError("cannot be retired: " + retired);
    }
    for (LiveCast.Command follower : List.copyOf(cast.followers())) {
      if (!follower.ends(HALT_SECONDS)) {
        throw new AssertionError("it follows on though retired: " + follower.text("err"));
      }
    }
    cast.followers();
    try (Sql sql = stores.sqlite()) {
      String traces =
          "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%' OR type = 'trigger'";
      if (!sql.one(traces).equals("0")) {
        throw new AssertionError("left in the file: " + sql.rows(traces.replace("count(*)", "sql")));
      }
    }
  }
}

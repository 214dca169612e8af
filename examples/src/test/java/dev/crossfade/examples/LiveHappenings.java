package dev.crossfade.examples;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** What happens in a fault run. After each happening, the closed store must catch up. */
final class LiveHappenings {
  private static final List<String> BACKFILL =
      List.of("created", "copied", "keyed", "constrained", "published");

  /** Where a pass can be. */
  static final List<String> PASS =
      List.of(
          "live.pass.looked",
          "live.pass.taken",
          "live.pass.locked",
          "live.pass.staged",
          "live.pass.before-commit",
          "live.pass.committed",
          "live.pass.applied",
          "live.pass.trimmed");

  /** How long a process may take to come to its place. */
  static final long HALT_SECONDS = 10;

  /** How long one may take to come to its end; a busy machine must not look like a defect. */
  static final long END_SECONDS = 60;

  private static final long DAY_MILLIS = 86_400_000;

  private final LiveScene scene;
  private final Random random;
  private final LiveCast cast;

  /** What can happen. */
  enum Kind {
    /** Nothing; the application goes on. */
    FOLLOW,
    KILL,
    STOP,
    FREEZE,
    CUT,
    RESET,
    HOLE,
    CLOCK,
    KILL_SERVER,
    RESTART_SERVER,
    POINT,
    STALL,
    DAWDLE,
    HOLD,
    TIDY,
    FULL_FILE,
    FULL_SERVER,
    MOVE,
    MOVE_BACK,
    // With these a run ends.
    POWER_LOSS,
    RESTORED_FILE,
    RESTORED_SERVER,
    REBUILT,
    ALTERED;

    boolean ends() {
      return compareTo(POWER_LOSS) >= 0;
    }

    boolean needsDisk() {
      return this == FULL_FILE || this == POWER_LOSS;
    }

    boolean needsMount() {
      return needsDisk() || this == FULL_SERVER;
    }

    boolean needsProxy() {
      return this == RESET || this == HOLE;
    }
  }

  LiveHappenings(LiveScene scene) {
    this.scene = scene;
    random = scene.random();
    cast = scene.cast();
  }

  /**
   * Begins to follow.
   *
   * @param halting whether the first try may die
   */
  void begin(boolean halting) throws Exception {
    if (halting && random.nextInt(5) == 0) {
      String point = "live.backfill." + scene.place(BACKFILL);
      halted(cast.follow(point + ":1"), point);
    }
    LiveCast.Command follower = cast.follow("");
    scene.await(
        "following",
        () -> {
          if (!follower.isUnderWay()) {
            throw new AssertionError("did not catch up: " + cast.said());
          }
          return follower.text("err").contains("Caught up");
        });
    cast.fill(scene.followers());
  }

  /** One happening. */
  void happen(Kind kind) throws Exception {
    switch (kind) {
      case FOLLOW -> cast.writeOn(random.nextInt(1000));
      case KILL -> {
        scene.count().accept("follower killed");
        follower().close();
      }
      case STOP -> stop(true);
      case FREEZE -> stop(false);
      case CUT -> {
        scene.count().accept("connections ended by the server");
        scene.server().cutConnections();
      }
      case RESET, HOLE -> way(kind);
      case CLOCK -> clock();
      case KILL_SERVER, RESTART_SERVER -> server(kind);
      case POINT -> point();
      case STALL -> new LiveRaces(scene).stall();
      case DAWDLE -> new LiveRaces(scene).dawdle();
      case HOLD -> hold();
      case TIDY -> tidy();
      case FULL_FILE -> full("the file's disk full", scene.disk());
      case FULL_SERVER -> full("the server's disk full", scene.serverDisk());
      case MOVE, MOVE_BACK -> new LiveMoves(scene).move(true);
      default -> {
        new LiveEndings(scene).happen(kind);
        return;
      }
    }
    cast.writeOn(random.nextInt(300));
    scene.heal();
  }

  private LiveCast.Command follower() throws IOException {
    cast.fill(scene.followers());
    return cast.followers().get(0);
  }

  /** A follower stops for a while; when its connections are cut, it wakes while another follows. */
  private void stop(boolean cut) throws Exception {
    scene.count().accept(cut ? "follower stopped and cut off" : "follower stopped");
    LiveCast.Command follower = follower();
    follower.process().signal("-STOP");
    cast.writeOn(random.nextInt(500));
    if (cut) {
      scene.server().cutConnections();
    }
    cast.writeOn(200L + random.nextInt(1000));
    follower.process().signal("-CONT");
  }

  private void way(Kind kind) throws Exception {
    LiveProxy proxy = Objects.requireNonNull(scene.proxy());
    if (kind == Kind.RESET) {
      scene.count().accept("connections reset");
      proxy.reset();
      return;
    }
    scene.count().accept("connections black-holed");
    proxy.beginHole();
    cast.writeOn(500L + random.nextInt(4000));
    proxy.endHole();
  }

  /** The clock jumps, by up to a month, forwards or backwards. */
  private void clock() throws Exception {
    scene.count().accept("clock changed");
    long by =
        (random.nextBoolean() ? 1 : -1) * (DAY_MILLIS / 24 + random.nextLong(30 * DAY_MILLIS));
    follower().process().tell("clock\t" + by);
  }

  private void server(Kind kind) throws Exception {
    boolean kill = kind == Kind.KILL_SERVER;
    scene.count().accept(kill ? "server killed" : "server restarted");
    if (kill) {
      scene.server().kill();
    } else {
      scene.server().stop();
    }
    cast.writeOn(random.nextInt(500));
    scene.server().start();
  }

  private void point() throws Exception {
    String point = scene.place(PASS);
    List.copyOf(cast.followers()).forEach(LiveCast.Command::close);
    halted(cast.follow(point + ":" + (1 + random.nextInt(10))), point);
  }

  private void halted(LiveCast.Command doomed, String point) throws Exception {
    if (doomed.ends(HALT_SECONDS)) {
      scene.count().accept(point);
    }
    doomed.close();
  }

  /** Another program holds a transaction on a store. */
  private void hold() throws Exception {
    boolean writing = random.nextBoolean();
    long time = 300L + random.nextInt(1000);
    if (random.nextBoolean()) {
      scene.count().accept("transaction held on the file");
      try (Sql sql = scene.stores().sqlite()) {
        sql.execute(writing ? "BEGIN IMMEDIATE" : "BEGIN");
        sql.rows("SELECT count(*) FROM notes");
        cast.writeOn(time);
        sql.execute("ROLLBACK");
      }
      return;
    }
    scene.count().accept("transaction held on the server");
    try (Sql sql = scene.stores().postgres()) {
      sql.execute("BEGIN");
      sql.execute(
          writing ? "LOCK TABLE demo.notes IN SHARE MODE" : "SELECT count(*) FROM demo.notes");
      cast.writeOn(time);
      sql.execute("ROLLBACK");
    }
  }

  private void tidy() throws SQLException {
    scene.count().accept("checkpoint and vacuum");
    try (Sql sql = scene.stores().sqlite()) {
      sql.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      sql.execute("VACUUM");
    }
  }

  private void full(String what, LiveDisk disk) throws Exception {
    scene.count().accept(what);
    disk.fill();
    cast.writeOn(500L + random.nextInt(1500));
    disk.empty();
  }

  /** Retires; followers end by themselves then. */
  void end() throws Exception {
    Console.Result retired = cast.run("", "retire", "--yes");
    if (retired.status() != 0) {
      throw new AssertionError("cannot be retired: " + retired);
    }
    for (LiveCast.Command follower : List.copyOf(cast.followers())) {
      if (!follower.ends(END_SECONDS)) {
        throw new AssertionError("it follows on though retired: " + follower.text("err"));
      }
    }
    cast.followers();
    try (Sql sql = scene.stores().sqlite()) {
      String traces = " FROM sqlite_schema WHERE name LIKE 'crossfade%'";
      if (!sql.one("SELECT count(*)" + traces).equals("0")) {
        throw new AssertionError("left in the file: " + sql.rows("SELECT name" + traces));
      }
    }
  }
}

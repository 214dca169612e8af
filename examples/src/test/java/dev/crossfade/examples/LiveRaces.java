package dev.crossfade.examples;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What happens in a fault run when two are at work at once and one of them is late. */
final class LiveRaces {
  private static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);
  private static final long EMPTY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long BETWEEN_MILLIS = 50;

  /** The first pass of a follower brings what was written since the last one died. */
  private static final int PASSES = 4;

  private static final int DAWDLERS = 4;
  private static final long HOLD_MILLIS = 300;
  private static final int HOLD_MORE = 700;

  private final LiveScene scene;
  private final LiveCast cast;

  LiveRaces(LiveScene scene) {
    this.scene = scene;
    cast = scene.cast();
  }

  /**
   * A follower stands still at a named place of a pass, another one takes over, the first wakes.
   */
  void stall() throws Exception {
    String point = scene.place(LiveHappenings.PASS);
    List.copyOf(cast.followers()).forEach(LiveCast.Command::close);
    LiveCast.Command still =
        cast.follow(
            point + ":" + (1 + scene.random().nextInt(PASSES)) + ":" + LiveWorker.UNTIL_TOLD);
    if (!still.standsStill(LiveHappenings.HALT_SECONDS)) {
      // It may come there later, and nobody would tell it to go on.
      still.close();
      return;
    }
    scene.count().accept("stood still at " + point);
    LiveCast.Command other = cast.follow("");
    scene.await("standing by", () -> other.text("err").contains("Standing by"));
    Map<Integer, Long> wanted = scene.stores().openProgress();
    scene.server().cutLease(scene.database());
    // Where the first one holds locks, the other one can do nothing.
    long end = System.nanoTime() + STILL_NANOS;
    while (System.nanoTime() < end && !scene.stores().haveReached(wanted)) {
      cast.writeOn(BETWEEN_MILLIS);
    }
    // Mostly nobody reads what is written now before the first one has gone on.
    boolean stopped = scene.random().nextInt(4) > 0;
    if (stopped) {
      end = System.nanoTime() + EMPTY_NANOS;
      while (System.nanoTime() < end && scene.stores().backlog() > 0) {
        Thread.onSpinWait();
      }
      other.process().signal("-STOP");
    }
    cast.writeOn(100L + scene.random().nextInt(200));
    still.process().tell(LiveWorker.GO_ON);
    cast.writeOn(100L + scene.random().nextInt(400));
    if (stopped) {
      other.process().signal("-CONT");
    }
  }

  /**
   * Transactions that stay open for a while begin and end at all moments around the closing of
   * PostgreSQL.
   */
  void dawdle() throws Exception {
    LiveMoves moves = new LiveMoves(scene);
    if (scene.stores().fileIsOpen()) {
      moves.move(true);
    }
    scene.count().accept("long transactions while PostgreSQL closes");
    List<LiveDawdler> dawdlers = new ArrayList<>();
    String jdbcUrl = scene.server().jdbcUrl(scene.database());
    String name = "slow-" + System.nanoTime() + "-";
    for (int i = 0; i < DAWDLERS; i++) {
      LiveDawdler dawdler =
          new LiveDawdler(name + i, jdbcUrl, HOLD_MILLIS + scene.random().nextInt(HOLD_MORE));
      dawdlers.add(dawdler);
      dawdler.start();
    }
    List<String> acknowledged = new ArrayList<>();
    try {
      moves.move(false);
    } finally {
      for (LiveDawdler dawdler : dawdlers) {
        acknowledged.addAll(dawdler.end());
      }
    }
    scene.heal();
    requireThere(acknowledged);
  }

  private void requireThere(List<String> keys) throws SQLException {
    String in = keys.stream().collect(Collectors.joining("', '", "('", "')"));
    try (Sql file = scene.stores().sqlite();
        Sql server = scene.stores().postgres()) {
      String inFile = file.one("SELECT count(*) FROM audit WHERE id IN " + in);
      String onServer = server.one("SELECT count(*) FROM demo.audit WHERE id IN " + in);
      String all = Integer.toString(keys.size());
      if (!inFile.equals(all) || !onServer.equals(all)) {
        throw new AssertionError(
            "of %s slow transactions the file has %s, PostgreSQL %s"
                .formatted(all, inFile, onServer));
      }
    }
  }
}

package dev.crossfade.examples;

import dev.crossfade.cli.demo.program.LiveDawdler;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What happens in a fault run when two are at work at once and one of them is late. */
final class LiveRaces {
  private static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);
  private static final long BETWEEN_MILLIS = 50;
  private static final int DAWDLERS = 4;
  private static final int FIRST_DAWDLER = 11;

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
        cast.follow(point + ":" + (2 + scene.random().nextInt(10)) + ":" + LiveWorker.UNTIL_TOLD);
    if (!still.standsStill(LiveHappenings.HALT_SECONDS)) {
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
    cast.writeOn(scene.random().nextInt(200));
    still.process().tell(LiveWorker.GO_ON);
    cast.writeOn(scene.random().nextInt(500));
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
    int number = FIRST_DAWDLER;
    while (Files.exists(scene.folder().resolve("writer-" + number + ".txt"))) {
      number++;
    }
    for (int i = 0; i < DAWDLERS; i++) {
      long hold = 200L + scene.random().nextInt(600);
      dawdlers.add(new LiveDawdler(number + i, scene.folder(), jdbcUrl, hold));
    }
    for (LiveDawdler dawdler : dawdlers) {
      dawdler.start();
      cast.writeOn(scene.random().nextInt(100));
    }
    try {
      moves.move(false);
    } finally {
      for (LiveDawdler dawdler : dawdlers) {
        dawdler.end();
      }
    }
  }
}

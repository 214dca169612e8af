package dev.crossfade.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a fault run has to do with.
 *
 * @param seed of the run
 * @param random what chance decides, from the seed
 * @param folder of the run
 * @param file that is followed
 * @param database on the server
 * @param disk of the file, or null when it has none of its own
 * @param serverDisk of the database, or null
 * @param proxy before the server, or null
 * @param followers how many there are, a stand-by among them
 * @param count takes what happened
 */
record LiveScene(
    long seed,
    Random random,
    Path folder,
    Path file,
    LiveServer server,
    String database,
    LiveCast cast,
    LiveStores stores,
    LiveSampler sampler,
    @Nullable LiveDisk disk,
    @Nullable LiveDisk serverDisk,
    @Nullable LiveProxy proxy,
    int followers,
    Consumer<String> count) {
  private static final Duration HEAL = Duration.ofMinutes(3);
  private static final long LOOK_MILLIS = 20;

  /** What may be asked now and then, until it holds. */
  interface Condition {
    boolean holds() throws SQLException, IOException;
  }

  /** Waits until something holds, and fails when it takes too long. */
  void await(String what, Condition condition)
      throws IOException, InterruptedException, SQLException {
    await(what, HEAL, condition);
  }

  /** The same with a limit. */
  void await(String what, Duration limit, Condition condition)
      throws IOException, InterruptedException, SQLException {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        throw new AssertionError(what + " does not come about\n" + cast.said());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** Waits until the closed store holds what the open one holds now. */
  void heal() throws IOException, InterruptedException, SQLException {
    cast.fill(followers);
    Map<Integer, Long> wanted = stores.openProgress();
    await(
        "catching up with " + wanted,
        () -> {
          cast.fill(followers);
          String paused = stores.pause();
          if (paused.startsWith("CF-")) {
            throw new AssertionError("passes are paused: " + paused);
          }
          return stores.haveReached(wanted);
        });
  }

  /** One of a list, by the seed, so that neighbouring seeds take one after the other. */
  String place(java.util.List<String> places) {
    return places.get(Math.floorMod(seed, places.size()));
  }
}

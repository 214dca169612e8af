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

/**
 * One fault run: writers write all the while, the file is followed, perhaps switched over and back,
 * and whatever takes part dies. What happens, and in which order, follows from the seed;
 * neighbouring seeds take the named places one after the other.
 */
final class LiveRun {
  private static final int STEPS_MAX = 4;

  private final long seed;
  private final Random random;
  private final LiveFaults faults;
  private final Path folder;
  private final Map<String, Integer> happened = new TreeMap<>();
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

  LiveRun(long seed, LiveFaults faults, Path folder) {
    this.seed = seed;
    this.faults = faults;
    this.folder = folder;
    random = new Random(seed);
    // The first number of neighbouring seeds is nearly the same.
    random.nextLong();
  }

  Result run() throws Exception {
    Path file = folder.resolve("app.sqlite");
    String database = faults.server().createDatabase();
    String jdbcUrl = faults.server().jdbcUrl(database);
    LiveJudge.seed(folder, file);
    LiveStores stores = new LiveStores(file, jdbcUrl);
    if (random.nextInt(4) == 0) {
      try (Sql sql = stores.sqlite()) {
        sql.execute("PRAGMA journal_mode = DELETE");
      }
    }
    LiveSampler sampler = new LiveSampler(new LiveJudge(folder, file, jdbcUrl), violations);
    LiveJudge judge = new LiveJudge(folder, file, jdbcUrl);
    try (LiveCast cast =
        new LiveCast(faults.stage(), folder, file, faults.server().url(database))) {
      LiveHappenings happenings =
          new LiveHappenings(seed, random, faults.server(), cast, stores, this::count);
      cast.write(jdbcUrl, seed);
      happenings.begin();
      sampler.start();
      int steps = 2 + random.nextInt(STEPS_MAX - 1);
      for (int i = 0; i < steps && violations.isEmpty(); i++) {
        happenings.next();
      }
      if (violations.isEmpty()) {
        cast.endWriting();
        drain(judge, happenings);
        happenings.end();
      }
    } catch (AssertionError failed) {
      violations.add(String.valueOf(failed.getMessage()));
    } finally {
      sampler.end();
    }
    if (violations.isEmpty()) {
      faults.server().drop(database);
    }
    return new Result(
        seed, judge.acknowledged(), sampler.samples(), happened, List.copyOf(violations));
  }

  private void drain(LiveJudge judge, LiveHappenings happenings)
      throws SQLException, IOException, InterruptedException {
    happenings.heal();
    violations.addAll(judge.whole());
  }

  private void count(String fault) {
    happened.merge(fault, 1, Integer::sum);
  }
}

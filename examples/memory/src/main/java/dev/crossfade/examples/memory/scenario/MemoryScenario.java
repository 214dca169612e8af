package dev.crossfade.examples.memory.scenario;

import dev.crossfade.examples.memory.load.Load.Keys;
import dev.crossfade.examples.memory.load.Load.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes the server from its file to the database while load runs on it, while it is killed and the
 * database is stopped: sessions and projects first, then what people learned, then the rest. At
 * each pause both stores must be equal, and everything that was acknowledged must be there.
 */
public final class MemoryScenario {
  private static final List<String> FIRST =
      List.of("session/{id}", "project/{id}", "presence/{id}");
  private static final String PROJECTS = "project/{id}";
  private static final String LEARNING = "learning/{id}";
  // The last one stands for the keys that follow no pattern.
  private static final List<String> REST =
      List.of("tag/{id}", "cache/{id}", "embed-token/{id}", "");
  private static final List<Keys> ALL = List.of(Keys.values());
  private static final long SEVERAL = 3;

  private final World world;
  private final Operator operator;
  private final Consumer<String> out;
  private final List<String> moved = new ArrayList<>();
  private final long begun = System.nanoTime();

  private MemoryScenario(World world, Consumer<String> out) {
    this.world = world;
    this.out = out;
    operator = world.operator();
  }

  /**
   * Plays it.
   *
   * @param folder for all files; empty
   * @param out is told each step
   * @throws AssertionError when anything is not as it must be
   */
  public static void run(Path folder, Extent extent, Consumer<String> out) throws IOException {
    try (World world = new World(folder, extent)) {
      MemoryScenario scenario = new MemoryScenario(world, out);
      scenario.fileOnly();
      scenario.sessionsAndProjects();
      scenario.learning();
      scenario.rest();
      scenario.end();
    }
  }

  private void say(String text) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    out.accept("%6.1f s  %s".formatted(seconds, text));
  }

  private void check(String when) {
    int keys = world.check(moved);
    say(when + ": both stores are equal, " + keys + " keys; " + world.load());
  }

  private void fileOnly() {
    world.work(ALL);
    say("file only: the server began and works without a database");
    world.startDatabase();
    operator.selfTest();
    check("the self-test walked through every stage");
  }

  private void sessionsAndProjects() {
    dualWrite();
    databaseAwayInDualWrite();
    FIRST.forEach(one -> operator.advance(one, "SHADOW_READ"));
    world.awaitMore(What.READ, SEVERAL, List.of(Keys.SESSION, Keys.PROJECT));
    for (String pattern : FIRST) {
      require(operator.differingReads(pattern) == 0, pattern + " reads alike from both stores");
    }
    FIRST.forEach(one -> operator.advance(one, "NEW_FIRST"));
    world.work(ALL);
    check("database first, for sessions, projects and presences");
    databaseAwayInDatabaseFirst();
    backAndOnAgain();
    FIRST.forEach(one -> operator.advance(one, "NEW_ONLY"));
    world.work(ALL);
    check("database only, for sessions, projects and presences");
  }

  /** The server is killed while it copies. */
  private void dualWrite() {
    operator.advance(FIRST.get(0), "DUAL_WRITE");
    operator.begin(PROJECTS);
    world.killServer();
    FIRST.forEach(one -> operator.advance(one, "DUAL_WRITE"));
    moved.addAll(FIRST);
    world.work(ALL);
    check("dual write, after the server was killed");
  }

  private void databaseAwayInDualWrite() {
    world.stopDatabase();
    world.work(ALL);
    world.startDatabase();
    check("dual write, after the database was away");
  }

  private void databaseAwayInDatabaseFirst() {
    world.stopDatabase();
    world.awaitMore(What.STALE, SEVERAL, List.of(Keys.SESSION, Keys.PROJECT));
    world.awaitMore(What.REFUSED, 1, List.of(Keys.SESSION, Keys.PROJECT));
    world.awaitMore(What.ACKNOWLEDGED, SEVERAL, List.of(Keys.LEARNING, Keys.TAG));
    say("the database is away: reads from the file are marked stale, writes say so and fail");
    world.startDatabase();
    world.work(ALL);
    check("database first, after the database was away");
  }

  private void backAndOnAgain() {
    operator.back(PROJECTS);
    world.work(ALL);
    check("projects went back to dual write");
    operator.advance(PROJECTS, "NEW_FIRST");
    world.work(ALL);
  }

  /** The server is killed while writes go to the database. */
  private void learning() {
    operator.advance(LEARNING, "NEW_FIRST");
    moved.add(LEARNING);
    world.work(List.of(Keys.LEARNING));
    world.killServer();
    world.work(ALL);
    check("database first, for what people learned, after the server was killed");
    operator.advance(LEARNING, "NEW_ONLY");
  }

  private void rest() {
    REST.forEach(one -> operator.advance(one, "NEW_ONLY"));
    moved.addAll(REST);
    world.work(ALL);
    check("database only");
  }

  private void end() throws IOException {
    boolean live = world.stores().file().keySet().stream().anyMatch(MemoryScenario::isLive);
    require(live, "live channels stay in the file");
    int keys = world.end(moved);
    require(world.stores().learnedBy("ann") == 1, "SQL finds what Ann learned");
    say("the server has ended: file and tables are equal, " + keys + " keys; the backup is there");
  }

  private static boolean isLive(String key) {
    return key.startsWith("collab-session/");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("expected that " + what);
    }
  }

  /**
   * Plays it at length: {@code --seed 1 --threads 4 --writes 2000}, in a folder of its own under
   * the temporary one.
   */
  public static void main(String[] arguments) throws IOException {
    long seed = 1;
    int threads = 4;
    long writes = 2000;
    for (int i = 0; i < arguments.length; i += 2) {
      String value = i + 1 < arguments.length ? arguments[i + 1] : "";
      switch (arguments[i]) {
        case "--seed" -> seed = Long.parseLong(value);
        case "--threads" -> threads = Integer.parseInt(value);
        case "--writes" -> writes = Long.parseLong(value);
        default -> {
          System.err.println("usage: [--seed 1] [--threads 4] [--writes 2000]");
          System.exit(2);
        }
      }
    }
    Path folder = Files.createTempDirectory("crossfade-memory-");
    System.out.println("seed " + seed + ", in " + folder);
    run(folder, new Extent(seed, threads, Duration.ofMillis(2), writes), System.out::println);
    System.exit(0);
  }
}

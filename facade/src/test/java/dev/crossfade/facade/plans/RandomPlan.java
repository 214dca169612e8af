package dev.crossfade.facade.plans;

import dev.crossfade.core.ops.Event;
import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.core.setting.PatternSettings;
import dev.crossfade.core.setting.StoreLimits;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.facade.Crossfade;
import dev.crossfade.facade.CrossfadeOptions;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * An application under load whose patterns are moved to and fro by chance, while connections break
 * and it is closed and opened. The seed says what happens; the machine decides when exactly.
 */
final class RandomPlan {
  private static final int NOTES = 40;

  private final long seed;
  private final Path folder;
  private final Random random;
  private final boolean fallback;
  private final Queue<String> notes = new ConcurrentLinkedQueue<>();
  private final Reference reference;
  private final PlanLoad load;
  private final PlanOperator operator;
  private volatile Crossfade crossfade;

  /** What a plan came to. */
  record Result(
      long seed,
      long acknowledged,
      long reads,
      Map<String, Integer> counts,
      List<String> violations,
      List<String> notes) {}

  /**
   * @param folder for the file
   */
  RandomPlan(long seed, Path folder) {
    this(seed, folder, line -> {});
  }

  /**
   * @param journal of {@link Reference}
   */
  RandomPlan(long seed, Path folder, Consumer<String> journal) {
    this.seed = seed;
    this.folder = folder;
    random = new Random(seed);
    fallback = random.nextBoolean();
    reference = new Reference(journal);
    load = new PlanLoad(this::store, reference, !fallback);
    operator = new PlanOperator(this::store, reference);
  }

  private CrossfadeStore store() {
    return crossfade.store("memory");
  }

  /** Runs it. */
  Result run(int actions, boolean faults) throws Exception {
    try (ScratchDatabase database = ScratchServer.createDatabase();
        CutProxy proxy = new CutProxy(URI.create(database.url()).getPort())) {
      CrossfadeSettings settings =
          settings(seed, folder, through(database.jdbcUrl(), proxy.port()), fallback);
      crossfade = open(settings);
      try {
        load.start(seed);
        operator.begin(random);
        act(settings, actions, faults ? new PlanFaults(database, proxy) : null);
        load.end();
        operator.judgeReads();
        end(settings);
      } finally {
        load.end();
        crossfade.close();
      }
    }
    return result();
  }

  /**
   * A part of it, in a process that may die; all parts have the same first store.
   *
   * @param before what the journal of the processes before says
   * @param actions 0 to bring everything to its end
   */
  Result process(String url, List<String> before, int actions) throws Exception {
    reference.replay(before);
    CrossfadeSettings settings =
        settings(folder.getFileName().toString().hashCode(), folder, url, fallback);
    crossfade = open(settings);
    if (actions == 0) {
      operator.beginAll();
      operator.settle();
      load.judgeAll();
      operator.goBack();
      load.judgeAll();
    } else {
      load.start(seed);
      operator.begin(random);
      act(settings, actions, null);
      load.end();
    }
    crossfade.close();
    return result();
  }

  private void act(CrossfadeSettings settings, int actions, PlanFaults faults) throws Exception {
    for (int i = 0; i < actions; i++) {
      Thread fault = faults != null && random.nextInt(3) == 0 ? beside(faults) : null;
      if (random.nextInt(8) == 0) {
        crossfade.close(Duration.ofMillis(random.nextInt(200)));
        crossfade = open(settings);
        reference.count("opened anew");
      } else {
        operator.act(random);
        operator.judgeReads();
      }
      if (fault != null) {
        fault.join();
      }
    }
  }

  private Thread beside(PlanFaults faults) {
    PlanFaults.Fault fault = PlanFaults.next(random);
    int millis = 20 + random.nextInt(300);
    int delay = random.nextInt(100);
    reference.count(fault.name());
    Thread thread =
        new Thread(
            () -> {
              try {
                java.util.concurrent.locks.LockSupport.parkNanos(delay * 1_000_000L);
                faults.happen(fault, millis);
              } catch (Exception failure) {
                reference.violated("the test's own fault: " + failure);
              }
            });
    thread.start();
    return thread;
  }

  private void end(CrossfadeSettings settings) {
    if (random.nextBoolean()) {
      crossfade.close(Duration.ZERO);
      crossfade = open(settings);
    }
    operator.settle();
    load.judgeAll();
    if (random.nextBoolean()) {
      operator.goBack();
      load.judgeAll();
      crossfade.close();
      crossfade = open(settings);
      load.judgeAll();
    }
  }

  private Result result() {
    return new Result(
        seed,
        reference.acknowledged(),
        reference.reads(),
        reference.codes(),
        reference.violations(),
        List.copyOf(notes));
  }

  private Crossfade open(CrossfadeSettings settings) {
    return Crossfade.open(
        settings, CrossfadeOptions.DEFAULT.withDrain(Duration.ZERO).withEvents(this::note));
  }

  private void note(Event event) {
    if (event instanceof Event.Note note) {
      notes.add(note.text());
      if (notes.size() > NOTES) {
        notes.poll();
      }
    }
  }

  /**
   * The same database by the way of a proxy; connections that say nothing are given up.
   *
   * @param url in JDBC form
   */
  static String through(String url, int port) {
    int real = URI.create(url.substring("jdbc:".length())).getPort();
    return url.replace(":" + real + "/", ":" + port + "/") + "&connectTimeout=2&socketTimeout=3";
  }

  /** The store of a plan: in EDN, JSON or SQLite, by its seed. */
  static CrossfadeSettings settings(long seed, Path folder, String url, boolean fallback) {
    StoreSettings store =
        switch ((int) Math.floorMod(seed, 4L)) {
          case 0, 1 -> StoreSettings.edn("memory", folder.resolve("memory.edn"));
          case 2 -> StoreSettings.json("memory", folder.resolve("memory.json"));
          default -> StoreSettings.sqlite("memory", folder.resolve("memory.db"), "documents");
        };
    return CrossfadeSettings.of(url)
        .with(
            store
                .withLimits(
                    new StoreLimits(Duration.ofSeconds(2), Duration.ofSeconds(1), fallback, 1))
                .with(PatternSettings.of("a/{id}", "a_documents").column("name", "name"))
                .with(PatternSettings.of("b/{id}", "b_documents"))
                .with(PatternSettings.skip("live/{id}", "a live channel")));
  }
}

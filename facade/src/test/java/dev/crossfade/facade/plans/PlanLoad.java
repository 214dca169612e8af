package dev.crossfade.facade.plans;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreTransaction;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.facade.Origin;
import dev.crossfade.facade.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Writers and readers. Each writer has keys of its own in every pattern, some of which it writes
 * together, and raises counters that all of them share.
 */
final class PlanLoad {
  static final int WRITERS = 3;

  private static final int READERS = 2;
  private static final int KEYS = 3;
  private static final long WRITE_PAUSE_NANOS = 2_000_000;
  private static final long READ_PAUSE_NANOS = 3_000_000;
  private static final List<String> BEGINNINGS = List.of("a/", "b/", "x-", "live/");

  private final Supplier<CrossfadeStore> store;
  private final Reference reference;
  private final boolean strict;
  private final List<List<KeyHistory>> single = new ArrayList<>();
  private final List<List<Pair>> pairs = new ArrayList<>();
  private final List<CounterHistory> counters = new ArrayList<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  /** Two keys that are always written together. */
  private record Pair(KeyHistory history, String one, String other) {
    boolean isOfOnePattern() {
      return one.charAt(0) == other.charAt(0);
    }
  }

  /**
   * @param store another one after the application was opened anew
   * @param strict whether snapshots must show what was acknowledged: no fallback reads
   */
  PlanLoad(Supplier<CrossfadeStore> store, Reference reference, boolean strict) {
    this.store = store;
    this.reference = reference;
    this.strict = strict;
    for (int writer = 0; writer < WRITERS; writer++) {
      List<KeyHistory> own = new ArrayList<>();
      List<Pair> together = new ArrayList<>();
      for (String beginning : BEGINNINGS) {
        for (int key = 0; key < KEYS; key++) {
          own.add(reference.add(beginning + writer + "-" + key));
        }
        together.add(pair(beginning + writer + "-p", beginning + writer + "-q"));
      }
      together.add(pair("a/" + writer + "-y", "b/" + writer + "-z"));
      single.add(own);
      pairs.add(together);
    }
    for (String beginning : BEGINNINGS) {
      counters.add(reference.counter(beginning + "counter"));
    }
  }

  private Pair pair(String one, String other) {
    return new Pair(reference.add(one, other), one, other);
  }

  /**
   * @param seed of what they do; not of when
   */
  void start(long seed) {
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      thread("writer-" + i, seed * 31 + i, random -> write(writer, random), WRITE_PAUSE_NANOS);
    }
    for (int i = 0; i < READERS; i++) {
      thread("reader-" + i, seed * 37 + i, this::read, READ_PAUSE_NANOS);
    }
  }

  private interface Step {
    void make(Random random);
  }

  private void thread(String name, long seed, Step step, long pauseNanos) {
    Random random = new Random(seed);
    Thread thread =
        new Thread(
            () -> {
              while (!ended.get()) {
                step.make(random);
                LockSupport.parkNanos(pauseNanos);
              }
            },
            "plan-" + name);
    thread.setUncaughtExceptionHandler(
        (where, failure) -> reference.violated(where + " " + failure));
    threads.add(thread);
    thread.start();
  }

  /** Ends all threads; what they are at is finished. */
  void end() throws InterruptedException {
    ended.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void write(int writer, Random random) {
    int kind = random.nextInt(20);
    if (kind < 9) {
      writeOne(pick(single.get(writer), random), random);
    } else if (kind < 11) {
      update(pick(single.get(writer), random), random);
    } else if (kind < 16) {
      writePair(pick(pairs.get(writer), random), random);
    } else {
      CounterHistory counter = pick(counters, random);
      reference.raised(counter, () -> store.get().update(counter.key(), CounterHistory::raised));
    }
  }

  private static <T> T pick(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private void writeOne(KeyHistory history, Random random) {
    String key = history.name();
    boolean delete = random.nextInt(4) == 0;
    boolean waiting = random.nextInt(12) == 0;
    Boolean there = history.isThere();
    reference.tried(
        history,
        delete,
        version -> {
          if (delete) {
            boolean was = store.get().delete(key);
            if (there != null && was != there) {
              reference.violated("delete of " + key + " gave " + was + " but was " + there);
            }
          } else if (waiting) {
            store.get().put(key, KeyHistory.value(key, version), Duration.ofMillis(30));
          } else {
            store.get().put(key, KeyHistory.value(key, version));
          }
        });
  }

  /** The change must be given what was acknowledged last. */
  private void update(KeyHistory history, Random random) {
    String key = history.name();
    boolean delete = random.nextInt(5) == 0;
    boolean regret = random.nextInt(8) == 0;
    reference.tried(
        history,
        delete,
        version -> {
          long floor = history.floor();
          store
              .get()
              .update(
                  key,
                  before -> {
                    reference.judge("update", key, before, floor);
                    if (regret) {
                      throw new Reference.Regret();
                    }
                    return delete ? null : KeyHistory.value(key, version);
                  });
        });
  }

  private void writePair(Pair pair, Random random) {
    boolean delete = random.nextInt(5) == 0;
    int manner = random.nextInt(6);
    boolean turned = random.nextBoolean();
    reference.tried(
        pair.history(),
        delete,
        version ->
            store
                .get()
                .inTransaction(
                    work -> {
                      String begins = turned ? pair.other() : pair.one();
                      String ends = turned ? pair.one() : pair.other();
                      change(work, begins, delete, version, manner == 0);
                      if (manner == 1) {
                        throw new Reference.Regret();
                      }
                      change(work, ends, delete, version, manner == 0);
                      return true;
                    }));
  }

  private static void change(
      StoreTransaction work, String key, boolean delete, long version, boolean swallowing) {
    try {
      if (delete) {
        work.delete(key);
      } else {
        work.put(key, KeyHistory.value(key, version));
      }
    } catch (CrossfadeException refused) {
      // An application that goes on after a refusal must not have half of its transaction done.
      if (!swallowing) {
        throw refused;
      }
    }
  }

  private void read(Random random) {
    try {
      int kind = random.nextInt(10);
      if (kind < 6) {
        readOne(pick(reference.keys(), random));
      } else if (kind < 8) {
        readPair(pick(pick(pairs, random), random));
      } else {
        String beginning = random.nextInt(3) == 0 ? "" : pick(BEGINNINGS, random);
        scan(beginning, strict);
      }
    } catch (CrossfadeException failure) {
      reference.readFailed(failure);
    }
  }

  private void readOne(String key) {
    long floor = reference.floor(key);
    Reading reading = store.get().read(key);
    if (key.startsWith("live/") && reading.origin() != Origin.FIRST) {
      reference.violated(key + " is skipped, and came from the second store");
    }
    reference.count(reading.stale() ? "stale read" : "read of " + reading.origin());
    reference.judge("read of " + reading, key, reading.value(), reading.stale() ? -1 : floor);
  }

  private void readPair(Pair pair) {
    long floor = pair.history().floor();
    List<Document> found =
        store
            .get()
            .inTransaction(
                work -> {
                  List<Document> both = new ArrayList<>();
                  both.add(work.get(pair.one()));
                  both.add(work.get(pair.other()));
                  return both;
                });
    reference.judge("transaction", pair.one(), found.get(0), floor);
    reference.judge("transaction", pair.other(), found.get(1), floor);
    whole("transaction", pair, found.get(0), found.get(1));
  }

  private void whole(String how, Pair pair, Document one, Document other) {
    long first = one == null ? 0 : KeyHistory.version(one);
    long second = other == null ? 0 : KeyHistory.version(other);
    if (first != second) {
      reference.violated(
          how + ": " + pair.one() + " of " + first + ", " + pair.other() + " of " + second);
    }
  }

  private void scan(String beginning, boolean strictly) {
    Map<String, Long> floors = new HashMap<>();
    reference.keys().stream()
        .filter(key -> key.startsWith(beginning))
        .forEach(key -> floors.put(key, strictly ? reference.floor(key) : -1));
    Map<String, Document> found = new HashMap<>();
    try (Stream<StoreEntry> entries = store.get().scan(beginning)) {
      entries.forEach(entry -> found.put(entry.key(), entry.value()));
    }
    for (String key : found.keySet()) {
      if (!floors.containsKey(key)) {
        reference.violated("scan of '" + beginning + "': " + key + " is none of ours");
      }
    }
    floors.forEach((key, floor) -> reference.judge("scan", key, found.get(key), floor));
    for (List<Pair> of : pairs) {
      for (Pair pair : of) {
        if (pair.one().startsWith(beginning) && pair.isOfOnePattern()) {
          whole("scan", pair, found.get(pair.one()), found.get(pair.other()));
        }
      }
    }
  }

  /** Reads everything while nobody writes and nothing is away. */
  void judgeAll() {
    scan("", true);
    for (String key : reference.keys()) {
      long floor = reference.floor(key);
      Reading reading = store.get().read(key);
      if (reading.stale()) {
        reference.violated(key + " is stale at the end");
      }
      reference.judge("last read", key, reading.value(), floor);
    }
    pairs.forEach(of -> of.forEach(this::judgeWhole));
  }

  private void judgeWhole(Pair pair) {
    whole("end", pair, store.get().get(pair.one()), store.get().get(pair.other()));
  }
}

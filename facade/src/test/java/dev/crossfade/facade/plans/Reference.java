package dev.crossfade.facade.plans;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a store must hold: the histories of all keys, and what was found wrong. With a journal it
 * outlives its process: every try is written down before it is made, and its outcome after.
 *
 * <pre>
 * B NAME v|d     a version of NAME is begun: a value, a delete
 * A NAME VERSION  acknowledged
 * R NAME VERSION  refused
 * B|A|R +KEY VALUE  the same of a counter; VALUE is 0 but for A
 * </pre>
 */
final class Reference {
  /** Refusals, and what says that nothing was written; all else is unknown. */
  private static final Set<ErrorCode> REFUSALS =
      Set.of(
          ErrorCode.CF_7001,
          ErrorCode.CF_7201,
          ErrorCode.CF_7202,
          ErrorCode.CF_7203,
          ErrorCode.CF_7303,
          ErrorCode.CF_7305,
          ErrorCode.CF_7308,
          ErrorCode.CF_7322);

  private static final Set<ErrorCode> UNKNOWN = Set.of(ErrorCode.CF_7304, ErrorCode.CF_7323);

  private final Map<String, KeyHistory> keys = new TreeMap<>();
  private final Map<String, CounterHistory> counters = new TreeMap<>();
  private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();
  private final Map<String, Integer> codes = new HashMap<>();
  private final Consumer<String> journal;

  /**
   * @param journal takes a line, and has it when it returns
   */
  Reference(Consumer<String> journal) {
    this.journal = journal;
  }

  /**
   * Adds keys that are written together, or a key alone.
   *
   * @param all of the same history
   */
  KeyHistory add(String... all) {
    KeyHistory history = new KeyHistory(all[0]);
    for (String key : all) {
      keys.put(key, history);
    }
    return history;
  }

  CounterHistory counter(String key) {
    return counters.computeIfAbsent(key, CounterHistory::new);
  }

  /** Takes over what a journal says, before anything is tried. */
  void replay(List<String> lines) {
    for (String line : lines) {
      String[] parts = line.split(" ");
      if (parts.length < 3) {
        continue;
      }
      if (parts[1].startsWith("+")) {
        replay(counter(parts[1].substring(1)), parts[0], Long.parseLong(parts[2]));
      } else {
        KeyHistory history = keys.get(parts[1]);
        switch (parts[0]) {
          case "B" -> history.begin(parts[2].equals("d"));
          case "A" -> history.acknowledge(Long.parseLong(parts[2]));
          default -> history.refuse(Long.parseLong(parts[2]));
        }
      }
    }
  }

  private static void replay(CounterHistory counter, String what, long value) {
    switch (what) {
      case "B" -> counter.begin();
      case "A" -> counter.acknowledge(value);
      default -> counter.refuse();
    }
  }

  /** Tries a version of a history; the work gets it. Whatever it throws is judged. */
  void tried(KeyHistory history, boolean delete, Consumer<Long> work) {
    journal.accept("B " + history.name() + (delete ? " d" : " v"));
    long version = history.begin(delete);
    Outcome outcome =
        outcome(
            () -> {
              work.accept(version);
              return null;
            });
    switch (outcome) {
      case DONE -> {
        history.acknowledge(version);
        journal.accept("A " + history.name() + " " + version);
        acknowledged.incrementAndGet();
      }
      case REFUSED -> {
        history.refuse(version);
        journal.accept("R " + history.name() + " " + version);
      }
      case UNKNOWN -> {
        // It stays begun.
      }
    }
  }

  /** Raises a counter. */
  void raised(CounterHistory counter, Supplier<@Nullable Document> work) {
    journal.accept("B +" + counter.key() + " 0");
    counter.begin();
    long[] value = {0};
    Outcome outcome =
        outcome(
            () -> {
              value[0] = CounterHistory.number(work.get());
              return null;
            });
    if (outcome == Outcome.DONE) {
      violated(counter.acknowledge(value[0]));
      journal.accept("A +" + counter.key() + " " + value[0]);
      acknowledged.incrementAndGet();
    } else if (outcome == Outcome.REFUSED) {
      counter.refuse();
      journal.accept("R +" + counter.key() + " 0");
    }
  }

  private enum Outcome {
    DONE,
    REFUSED,
    UNKNOWN
  }

  /** An application's own failure inside a transaction: nothing may be written then. */
  static final class Regret extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private Outcome outcome(Supplier<@Nullable Object> work) {
    try {
      work.get();
      return Outcome.DONE;
    } catch (Regret expected) {
      return Outcome.REFUSED;
    } catch (CrossfadeException failure) {
      count("write " + failure.code().code());
      if (REFUSALS.contains(failure.code())) {
        return Outcome.REFUSED;
      }
      if (!UNKNOWN.contains(failure.code())) {
        violated("a write failed by " + trace(failure));
      }
      return Outcome.UNKNOWN;
    } catch (RuntimeException failure) {
      violated("a write failed by " + trace(failure));
      return Outcome.UNKNOWN;
    }
  }

  /** A failed read is no harm where the database may be away. */
  void readFailed(CrossfadeException failure) {
    count("read " + failure.code().code());
    if (!REFUSALS.contains(failure.code()) && !UNKNOWN.contains(failure.code())) {
      violated("a read failed by " + trace(failure));
    }
  }

  private static String trace(Throwable failure) {
    java.io.StringWriter text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }

  synchronized void count(String what) {
    codes.merge(what, 1, Integer::sum);
  }

  synchronized Map<String, Integer> codes() {
    return new TreeMap<>(codes);
  }

  List<String> keys() {
    List<String> all = new ArrayList<>(keys.keySet());
    all.addAll(counters.keySet());
    return all;
  }

  /** The oldest version that a read of a key which begins now may give. */
  long floor(String key) {
    CounterHistory counter = counters.get(key);
    return counter == null ? keys.get(key).floor() : counter.floor();
  }

  /** Judges what a read of a key gave. */
  void judge(String how, String key, @Nullable Document found, long floor) {
    reads.incrementAndGet();
    CounterHistory counter = counters.get(key);
    String wrong =
        counter == null ? keys.get(key).judge(key, found, floor) : counter.judge(found, floor);
    violated(wrong == null ? null : how + ": " + wrong);
  }

  void violated(@Nullable String what) {
    if (what != null) {
      violations.add(what);
    }
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  long acknowledged() {
    return acknowledged.get();
  }

  long reads() {
    return reads.get();
  }
}

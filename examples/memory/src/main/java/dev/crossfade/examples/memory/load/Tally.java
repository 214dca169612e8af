package dev.crossfade.examples.memory.load;

import dev.crossfade.examples.memory.load.Answer.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what was done, and gathers what was wrong. Safe for any number of threads. */
final class Tally {
  private static final int MOST_PROBLEMS = 50;

  private final Map<Load.Keys, Map<Load.What, Long>> counts = new EnumMap<>(Load.Keys.class);
  private final List<String> problems = new ArrayList<>();

  private synchronized void add(Load.Keys keys, Load.What what) {
    counts.computeIfAbsent(keys, any -> new EnumMap<>(Load.What.class)).merge(what, 1L, Long::sum);
  }

  void write(Load.Keys keys, Outcome outcome) {
    add(
        keys,
        switch (outcome) {
          case DONE -> Load.What.ACKNOWLEDGED;
          case REFUSED -> Load.What.REFUSED;
          case UNKNOWN -> Load.What.UNKNOWN;
        });
  }

  void read(Load.Keys keys, boolean stale) {
    add(keys, stale ? Load.What.STALE : Load.What.READ);
  }

  void unanswered(Load.Keys keys) {
    add(keys, Load.What.UNANSWERED);
  }

  synchronized void problem(String text) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(text);
    }
  }

  synchronized long count(Load.Keys keys, Load.What what) {
    Map<Load.What, Long> known = counts.get(keys);
    return known == null ? 0 : known.getOrDefault(what, 0L);
  }

  synchronized List<String> problems() {
    return List.copyOf(problems);
  }
}

package dev.crossfade.core.live;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Both stores, what their application knows, and where each process stands. Two keys are always
 * written together, so that a mixture shows.
 */
final class World {
  static final String[] KEYS = {"x", "y"};

  final MemoryStore first;
  final MemoryStore second;
  final Set<Bug> bugs;
  final Object[] at;

  /** The last acknowledged value; null when the rows were deleted. */
  @Nullable String truth = "a";

  /** Every value that was acknowledged; a deletion is the word none. */
  SortedSet<String> history = new TreeSet<>(Set.of("a"));

  /** The version at which a verification found a key equal last, by key. */
  SortedMap<String, Long> compared = Collections.emptySortedMap();

  /** The version that the last pass into the second store led to; kept once keys are compared. */
  long brought;

  /** Whether the second store has been equal to the first once. */
  boolean caught;

  /** What was seen to be wrong, or null. */
  @Nullable String fault;

  World(MemoryStore first, MemoryStore second, Set<Bug> bugs, Object[] at) {
    this.first = first;
    this.second = second;
    this.bugs = bugs;
    this.at = at;
  }

  static World start(boolean copied, Set<Bug> bugs, Object[] at) {
    Content full = Content.of(StoreState.FIRST);
    Content other =
        Content.of(copied ? new StoreState(false, -1, 0, 0, 1, true) : StoreState.SECOND);
    for (String key : KEYS) {
      full = full.put(key, "a");
      other = copied ? other.put(key, "a") : other;
    }
    World world =
        new World(
            new BuggyStore("L", true, full, bugs),
            new BuggyStore("N", false, other, bugs),
            bugs,
            at);
    world.caught = copied;
    return world;
  }

  World copy() {
    World copy = new World(first.copy(), second.copy(), bugs, at.clone());
    copy.truth = truth;
    copy.history = history;
    copy.caught = caught;
    copy.compared = compared;
    copy.brought = brought;
    return copy;
  }

  boolean has(Bug bug) {
    return bugs.contains(bug);
  }

  MemoryStore store(boolean isFirst) {
    return isFirst ? first : second;
  }

  /** The application writes both keys in one transaction and is told so. */
  void put(MemoryStore store, @Nullable String value) {
    for (String key : KEYS) {
      store.now = store.now.put(key, value);
    }
    acknowledge(value);
  }

  void mark(MemoryStore store) {
    for (String key : KEYS) {
      store.now = store.now.mark(key);
    }
  }

  /** A verification has found a key equal. */
  void compared(String key, long version) {
    compared = new TreeMap<>(compared);
    compared.put(key, version);
  }

  /** A pass into the second store was applied; each pass of this model brings both keys. */
  void applied() {
    if (!compared.isEmpty()) {
      brought = second.now.state().version();
    }
  }

  /** A key that a pass brought after it was compared has to be on the record. */
  private @Nullable String unrecorded() {
    for (Map.Entry<String, Long> one : compared.entrySet()) {
      SortedMap<String, Long> record = second.now.changed();
      boolean recorded = record != null && record.containsKey(one.getKey());
      if (brought > one.getValue() && !recorded) {
        return one.getKey() + " changed since it was verified, and is not on the record";
      }
    }
    return null;
  }

  private void acknowledge(@Nullable String value) {
    truth = value;
    history = new TreeSet<>(history);
    history.add(word(value));
  }

  static String word(@Nullable String value) {
    return value == null ? "none" : value;
  }

  /** What must hold at every moment; null when it does. */
  @Nullable String faultNow() {
    if (fault != null) {
      return fault;
    }
    if (first.now.state().open() && second.now.state().open()) {
      return "both open";
    }
    String unrecorded = unrecorded();
    if (unrecorded != null) {
      return unrecorded;
    }
    SortedSet<String> held = new TreeSet<>();
    for (String key : KEYS) {
      held.add(word(second.now.data().get(key)));
    }
    if (caught
        && !second.now.state().open()
        && !(held.size() == 1 && history.contains(held.first()))) {
      return "N holds " + held + ", which L never was";
    }
    return null;
  }

  /**
   * What must hold once everything has stopped, a half-done switch is given up and the store that
   * is open is drained; null when it does. Without planted bugs from here on.
   */
  @Nullable String faultAtTheEnd() {
    if (!second.now.state().complete()) {
      return null;
    }
    MemoryStore l = new MemoryStore("L", true, first.now);
    MemoryStore n = new MemoryStore("N", false, second.now);
    if (!Standing.of(l.state(), n.state()).open()) {
      boolean forth = Standing.of(l.state(), n.state()).direction() == LiveLedger.Direction.FORTH;
      Switchover.cancel(forth ? l : n, forth ? n : l);
    }
    if (l.state().open() == n.state().open()) {
      return l.state().open() ? "both open" : "nobody can open";
    }
    MemoryStore from = l.state().open() ? l : n;
    try {
      PassResult pass = Pass.run(from, from == l ? n : l);
      if (pass.kind() != PassResult.Kind.EMPTY && pass.kind() != PassResult.Kind.APPLIED) {
        return "the drain was " + pass.kind();
      }
    } catch (RuntimeException e) {
      return "the drain failed: " + e.getMessage();
    }
    Map<String, String> want = new HashMap<>();
    for (String key : KEYS) {
      if (truth != null) {
        want.put(key, truth);
      }
    }
    return want.equals(l.now.data()) && want.equals(n.now.data())
        ? null
        : "stores differ at the end";
  }
}

package dev.crossfade.core.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that a store in memory holds, as one value that never changes, so that a world is copied by
 * copying references.
 *
 * @param state the control row
 * @param data the rows by key
 * @param outbox the dirty keys by entry
 * @param nextEntry the id that the next entry gets
 * @param lastPass the pass applied last, or null
 * @param passes those made from here
 * @param dead dead keys
 * @param counter the largest number given out
 * @param changed the recorded keys with their versions; null while none are recorded
 */
record Content(
    StoreState state,
    SortedMap<String, String> data,
    SortedMap<Long, String> outbox,
    long nextEntry,
    @Nullable String lastPass,
    PreparedPasses passes,
    SortedSet<String> dead,
    long counter,
    @Nullable SortedMap<String, Long> changed) {

  static Content of(StoreState state) {
    return new Content(
        state,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        0,
        null,
        new PreparedPasses(null, List.of()),
        Collections.emptySortedSet(),
        0,
        null);
  }

  Content with(StoreState row) {
    return new Content(row, data, outbox, nextEntry, lastPass, passes, dead, counter, changed);
  }

  /** A row is written, or deleted when the value is null. */
  Content put(String key, @Nullable String value) {
    SortedMap<String, String> rows = new TreeMap<>(data);
    if (value == null) {
      rows.remove(key);
    } else {
      rows.put(key, value);
    }
    return new Content(state, rows, outbox, nextEntry, lastPass, passes, dead, counter, changed);
  }

  /** A key becomes dirty. */
  Content mark(String key) {
    SortedMap<Long, String> entries = new TreeMap<>(outbox);
    entries.put(nextEntry, key);
    return new Content(
        state, data, entries, nextEntry + 1, lastPass, passes, dead, counter, changed);
  }

  Content withoutEntries(java.util.function.LongPredicate removed) {
    SortedMap<Long, String> entries = new TreeMap<>(outbox);
    entries.keySet().removeIf(removed::test);
    return new Content(state, data, entries, nextEntry, lastPass, passes, dead, counter, changed);
  }

  Content prepared(String pass) {
    List<String> list = new ArrayList<>(passes.prepared());
    list.add(pass);
    return with(new PreparedPasses(passes.confirmed(), list));
  }

  /** What the contract of {@link LiveStore#trim} says of the passes' ids. */
  Content confirmed(String pass) {
    int at = passes.prepared().indexOf(pass);
    if (at < 0) {
      return this;
    }
    List<String> later = passes.prepared().subList(at + 1, passes.prepared().size());
    return with(new PreparedPasses(pass, List.copyOf(later)));
  }

  Content with(PreparedPasses ids) {
    return new Content(state, data, outbox, nextEntry, lastPass, ids, dead, counter, changed);
  }

  Content applied(String pass) {
    return new Content(state, data, outbox, nextEntry, pass, passes, dead, counter, changed);
  }

  Content dead(String key, boolean isDead) {
    SortedSet<String> keys = new TreeSet<>(dead);
    if (isDead) {
      keys.add(key);
    } else {
      keys.remove(key);
    }
    return new Content(state, data, outbox, nextEntry, lastPass, passes, keys, counter, changed);
  }

  Content counted(long number) {
    return new Content(
        state, data, outbox, nextEntry, lastPass, passes, dead, Math.max(counter, number), changed);
  }

  /** The record of changed keys after a change of it; begun where it was not. */
  Content recorded(java.util.function.Consumer<SortedMap<String, Long>> change) {
    SortedMap<String, Long> keys = changed == null ? new TreeMap<>() : new TreeMap<>(changed);
    change.accept(keys);
    return new Content(state, data, outbox, nextEntry, lastPass, passes, dead, counter, keys);
  }
}

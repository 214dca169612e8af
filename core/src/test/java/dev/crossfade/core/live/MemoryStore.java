package dev.crossfade.core.live;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that keeps the contract of {@link LiveStore} to the letter, including what is
 * lost when its machine loses power. Planted bugs are methods that a subclass overrides.
 */
class MemoryStore implements LiveStore {
  private final String name;
  private final boolean losesPower;
  Content now;
  Content durable;

  MemoryStore(String name, boolean losesPower, Content content) {
    this.name = name;
    this.losesPower = losesPower;
    now = content;
    durable = content;
  }

  /** Another store with the same content. */
  MemoryStore copy() {
    MemoryStore copy = new MemoryStore(name, losesPower, now);
    copy.durable = durable;
    return copy;
  }

  /** One committed transaction of the application: data and outbox. */
  void write(Map<String, @Nullable String> values) {
    if (!now.state().open()) {
      throw new IllegalStateException(name + " is closed");
    }
    values.forEach((key, value) -> now = now.put(key, value).mark(key));
  }

  boolean losesPower() {
    return losesPower;
  }

  void losePower() {
    if (losesPower) {
      now = durable;
    }
  }

  /** The value that a row has here, or null when it fits no column and makes its key dead. */
  @Nullable String fit(String value) {
    return value;
  }

  boolean fits(@Nullable String value) {
    return value == null || fit(value) != null;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public StoreState state() {
    return now.state();
  }

  @Override
  public Optional<StoreState> change(Function<StoreState, Optional<StoreState>> decision) {
    Optional<StoreState> row = decision.apply(now.state());
    row.ifPresent(
        state -> {
          now = now.with(state);
          harden();
        });
    return row;
  }

  @Override
  public Changes take(TakeRequest request) {
    long[] ids = now.outbox().keySet().stream().mapToLong(Long::longValue).toArray();
    SortedSet<String> keys = new TreeSet<>(now.outbox().values());
    SortedMap<String, String> rows = new TreeMap<>(now.data());
    rows.keySet().retainAll(keys);
    List<Changes.CollectionChange> changes =
        keys.isEmpty()
            ? List.of()
            : List.of(
                new Changes.CollectionChange(Rows.PLAN, false, Rows.keys(keys), Rows.of(rows)));
    Chunk chunk = request.chunk();
    Picked picked = request.picked();
    Spool piece =
        chunk != null ? Rows.of(chunk(chunk)) : picked != null ? Rows.of(picked(picked)) : null;
    if (ids.length > 0) {
      now = now.prepared(request.passId());
      harden();
    }
    return new Changes(request.passId(), now.state().epoch(), new EntryIds(ids), changes, piece);
  }

  private SortedMap<String, String> chunk(Chunk chunk) {
    SortedMap<String, String> piece = new TreeMap<>();
    now.data().entrySet().stream()
        .filter(row -> Rows.contains(chunk.range(), row.getKey()))
        .limit(chunk.rows())
        .forEach(row -> piece.put(row.getKey(), row.getValue()));
    return piece;
  }

  private SortedMap<String, String> picked(Picked picked) {
    SortedMap<String, String> rows = new TreeMap<>(now.data());
    rows.keySet().retainAll(picked.keys().stream().map(Rows::text).toList());
    return rows;
  }

  @Override
  public void touch(Map<CollectionPlan, List<byte[]>> keys) {
    throw new UnsupportedOperationException("an entry in vain is no step of the model");
  }

  @Override
  public Applied apply(Changes changes, long seenVersion) {
    Optional<StoreState> row = decideApply(changes, seenVersion);
    if (row.isEmpty()) {
      return new Applied(null, 0);
    }
    int dead = 0;
    Content next = record(now.with(row.get()).applied(changes.passId()), changes);
    for (Changes.CollectionChange change : changes.collections()) {
      Map<String, String> rows = new TreeMap<>();
      ((Rows) change.rows()).all().forEach(e -> rows.put(e.getKey(), String.valueOf(e.getValue())));
      for (Map.Entry<String, @Nullable String> key : ((Rows) change.keys()).all()) {
        String value = rows.get(key.getKey());
        boolean fits = fits(value);
        dead += fits ? 0 : 1;
        next = (fits ? next.put(key.getKey(), value) : next).dead(key.getKey(), !fits);
      }
    }
    now = next;
    harden();
    return new Applied(row.get(), dead);
  }

  /** The pass with the record of its keys; the state is the new one already. */
  Content record(Content next, Changes changes) {
    return next.changed() == null
        ? next
        : next.recorded(
            record -> keys(changes).forEach(key -> record.put(key, next.state().version())));
  }

  static SortedSet<String> keys(Changes changes) {
    SortedSet<String> keys = new TreeSet<>();
    for (Changes.CollectionChange change : changes.collections()) {
      ((Rows) change.keys()).all().forEach(key -> keys.add(key.getKey()));
    }
    return keys;
  }

  Optional<StoreState> decideApply(Changes changes, long seenVersion) {
    return Rules.apply(now.state(), changes.epoch(), seenVersion);
  }

  @Override
  public void trim(Changes changes) {
    EntryIds entries = changes.entries();
    SortedSet<Long> ids = new TreeSet<>();
    for (int i = 0; i < entries.size(); i++) {
      ids.add(entries.get(i));
    }
    now = now.withoutEntries(ids::contains).confirmed(changes.passId());
  }

  @Override
  public boolean readsInKeyOrder(CollectionPlan plan) {
    return true;
  }

  @Override
  public void requireIntact() {}

  @Override
  public void sync() {
    harden();
  }

  private void harden() {
    durable = now;
  }

  @Override
  public long backlog() {
    return now.outbox().size();
  }

  @Override
  public long deadKeys() {
    return now.dead().size();
  }

  @Override
  public long acceptedDeadKeys() {
    return 0;
  }

  @Override
  public List<DeadKey> listDeadKeys(int limit) {
    throw new UnsupportedOperationException("the model accepts no dead keys");
  }

  @Override
  public void acceptDeadKeys(Map<CollectionPlan, List<byte[]>> keys, boolean accepted) {
    throw new UnsupportedOperationException("the model accepts no dead keys");
  }

  @Override
  public List<byte[]> deadKeys(CollectionPlan plan, KeyRange range) {
    List<byte[]> keys = new ArrayList<>();
    now.dead().stream()
        .filter(key -> Rows.contains(range, key))
        .forEach(key -> keys.add(Rows.key(key)));
    return keys;
  }

  @Override
  public boolean awaitCommit(Duration limit) {
    return !now.outbox().isEmpty();
  }

  @Override
  public @Nullable RowScan read(CollectionPlan plan, KeyRange range, long version) {
    if (now.state().version() != version) {
      return null;
    }
    return Rows.of(chunk(new Chunk(plan, range, Integer.MAX_VALUE))).scan();
  }

  @Override
  public @Nullable RowScan read(Picked picked, long version) {
    return now.state().version() == version ? Rows.of(picked(picked)).scan() : null;
  }

  @Override
  public void recordChanges() {
    if (now.changed() == null) {
      now = now.recorded(record -> {});
      harden();
    }
  }

  @Override
  public ChangedKeys recorded() {
    SortedMap<String, Long> changed = now.changed();
    return changed == null ? ChangedKeys.NONE : new ChangedKeys(true, changed.size(), 0);
  }

  @Override
  public List<ChangedKey> changedKeys(CollectionPlan plan) {
    List<ChangedKey> keys = new ArrayList<>();
    if (now.changed() != null) {
      now.changed().forEach((key, version) -> keys.add(new ChangedKey(Rows.key(key), version)));
    }
    return keys;
  }

  @Override
  public void forget(CollectionPlan plan, List<ChangedKey> keys) {
    if (now.changed() != null) {
      now = now.recorded(record -> keys.forEach(key -> forget(record, key)));
    }
  }

  void forget(SortedMap<String, Long> record, ChangedKey key) {
    String text = Rows.text(key.key());
    record.computeIfPresent(text, (k, version) -> version <= key.version() ? null : version);
  }

  @Override
  public @Nullable String lastPass() {
    return now.lastPass();
  }

  @Override
  public void adopt(@Nullable String passId) {
    now = now.with(new PreparedPasses(passId, List.of()));
  }

  @Override
  public PreparedPasses preparedPasses() {
    return now.passes();
  }

  @Override
  public Map<String, Long> counters() {
    return Map.of("t", now.counter());
  }

  @Override
  public void advanceCounters(Map<String, Long> counters) {
    now = now.counted(counters.getOrDefault("t", 0L));
  }

  @Override
  public void close() {}
}

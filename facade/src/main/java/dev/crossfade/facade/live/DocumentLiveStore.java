package dev.crossfade.facade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.ChangedKey;
import dev.crossfade.core.live.ChangedKeys;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.PreparedPasses;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.core.store.StoreTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collections of documents in any {@link Store}, as the store that an application began with. What
 * is to be known of them lies in the same store, as side entries that are written in the same
 * transactions. This is a durable format:
 *
 * <pre>
 * crossfade:control/GROUP          the control row (see ControlRow); without it the group is not
 *                                  followed
 * crossfade:outbox/GROUP/KEY       an entry for a key that was changed since it was brought over: its
 *                                  id, an integer (see OutboxEntry)
 * crossfade:dead/GROUP/DIGEST      a key that holds an older value here (see DeadEntries); DIGEST is
 *                                  the first half of the SHA-256 of table, zero and key, in hex
 * crossfade:changed/GROUP/KEY      a key that a pass brought and nobody has compared since: the
 *                                  version that the pass led to, an integer
 * crossfade:whole/GROUP/TABLE      the same of all keys of a collection
 * crossfade:edited/KEY             noted by a store in a file when a person had changed the key in
 *                                  it; of every group
 * </pre>
 *
 * <p>The collections of a group share one control row: they open and close together, and a pass
 * brings all of them at once. The application writes by {@link OpenWrites}, which is fence and
 * outbox. A key has one entry at most; writing it again gives the entry another id, so that a pass
 * which read the older one leaves it.
 */
public final class DocumentLiveStore implements LiveStore {
  private static final long FIRST_WAIT_NANOS = 1_000_000;
  private static final long LAST_WAIT_NANOS = 50_000_000;

  private final Store store;
  private final SideKeys keys;
  private final GroupCollections collections;
  private final Supplier<Spool> spools;
  private final CommitSignal signal;
  private final Taking taking;
  private final DeadEntries dead;
  private final ChangedEntries changed;
  private final PassWriter writer;

  /**
   * Of a store that nobody else in this process writes; commits are looked for now and then.
   *
   * @see #DocumentLiveStore(Store, String, List, Supplier, CommitSignal)
   */
  public DocumentLiveStore(
      Store store, String group, List<DocumentCollection> collections, Supplier<Spool> spools) {
    this(store, group, collections, spools, new CommitSignal());
  }

  /**
   * Writes nothing yet.
   *
   * @param store closed by the caller, after this
   * @param group 1 to 63 bytes of UTF-8 without a slash
   * @param collections with a table each; a key that several take belongs to the first of them
   * @param spools makes spools for rows on their way
   * @param signal what writers of this process give: {@link OpenWrites#signal}
   */
  public DocumentLiveStore(
      Store store,
      String group,
      List<DocumentCollection> collections,
      Supplier<Spool> spools,
      CommitSignal signal) {
    this(store, new SideKeys(group), new GroupCollections(collections), spools, signal, MOST);
  }

  private static final long MOST = ChangedKeys.MOST;

  DocumentLiveStore(
      Store store,
      SideKeys keys,
      GroupCollections collections,
      Supplier<Spool> spools,
      CommitSignal signal,
      long mostChangedKeys) {
    this.store = store;
    this.keys = keys;
    this.collections = collections;
    this.spools = spools;
    this.signal = signal;
    taking = new Taking(keys, collections, spools);
    dead = new DeadEntries(store, keys, collections);
    changed = new ChangedEntries(store, keys, collections, mostChangedKeys);
    writer = new PassWriter(store, keys, collections, dead, changed);
  }

  /** Whether the group is followed. */
  public boolean isInstalled() {
    return store.get(keys.control()) != null;
  }

  /**
   * Lets the group be followed, durably: it is open from then on, and what is written is entered.
   * Nothing is done when it is so already.
   */
  public void install() {
    if (!isInstalled()) {
      // What a removal left that died: without a control row nobody adds to it.
      removeBut(keys.control());
      store.inTransaction(
          work -> {
            if (work.get(keys.control()) == null) {
              work.put(keys.control(), ControlRow.FIRST.document());
            }
            return true;
          });
    }
    store.sync();
  }

  /** Removes all side entries of the group, damaged or not; may be repeated. */
  public void remove() {
    store.delete(keys.control());
    removeBut(keys.control());
    store.sync();
  }

  /** Removes all side entries of a group that is closed but its control row: it stays closed. */
  public void retire() {
    removeBut(keys.control());
    store.sync();
  }

  private void removeBut(String control) {
    for (String prefix : List.of(keys.outbox(), keys.dead(), keys.changed(), keys.whole())) {
      if (!control.startsWith(prefix)) {
        Pages.deleteAll(store, prefix);
      }
    }
  }

  /**
   * Takes the pass that the other store shows for one of this store's, if it is not known.
   *
   * @param shown or null when it shows none
   * @throws CrossfadeException CF-7342 when the control row is lost
   */
  public void reinstall(@Nullable String shown) {
    update(row -> row.passes().knows(shown) ? row : confirmed(row, shown));
  }

  private static ControlRow confirmed(ControlRow row, @Nullable String passId) {
    return row.with(new PreparedPasses(passId, row.passes().prepared()));
  }

  /**
   * Takes over what people changed in a file while nobody had it open. To be called once the store
   * is opened, before passes are made.
   *
   * <p>While the group is open, their keys are entered as if they had been written, durably; what
   * was noted is gone then. It is also gone where the group is not followed.
   *
   * @return while the group is closed: the keys that were changed, of which nothing is done. Their
   *     values here are nobody's. To be entered into the other store ({@link #rows}), so that the
   *     next pass overwrites them; then {@link #settle}
   */
  public List<String> takeEdits() {
    return new HandEdits(store, keys, collections).take();
  }

  /** Forgets, durably, that people changed keys. */
  public void settle(List<String> edited) {
    new HandEdits(store, keys, collections).settle(edited);
  }

  /** Keys as {@link LiveStore#touch} takes them; those of no collection are left out. */
  public Map<CollectionPlan, List<byte[]>> rows(List<String> some) {
    Map<CollectionPlan, List<byte[]>> rows = new HashMap<>();
    for (String key : some) {
      DocumentCollection collection = collections.of(key);
      if (collection != null) {
        rows.computeIfAbsent(collection.table().plan(), plan -> new ArrayList<>())
            .add(KeyCells.of(key));
      }
    }
    return rows;
  }

  @Override
  public String name() {
    return "documents of " + keys.group();
  }

  private ControlRow row() {
    return ControlRow.required(store.get(keys.control()), keys.group());
  }

  private ControlRow row(StoreTransaction work) {
    return ControlRow.required(work.get(keys.control()), keys.group());
  }

  /** Changes the control row durably; nothing is written where it stays the same. */
  private void update(UnaryOperator<ControlRow> change) {
    store.inTransaction(
        work -> {
          ControlRow before = row(work);
          ControlRow after = change.apply(before);
          if (!after.equals(before)) {
            work.put(keys.control(), after.document());
          }
          return true;
        });
    store.sync();
  }

  @Override
  public StoreState state() {
    return row().state();
  }

  @Override
  public Look look() {
    ControlRow row = row();
    return new Look(row.state(), row.lastPass());
  }

  /** Waits for writers in flight as any transaction of the store waits for another. */
  @Override
  public Optional<StoreState> change(Function<StoreState, Optional<StoreState>> decision) {
    Optional<StoreState> decided =
        store.inTransaction(
            work -> {
              ControlRow before = row(work);
              Optional<StoreState> after = decision.apply(before.state());
              after.ifPresent(state -> work.put(keys.control(), before.with(state).document()));
              return after;
            });
    if (decided.isPresent()) {
      FaultPoints.hit("document.changed");
      store.sync();
    }
    return decided;
  }

  @Override
  public Changes take(TakeRequest request) {
    Changes changes;
    try (StoreSnapshot state = store.snapshot()) {
      changes = taking.read(state, request);
    }
    if (changes.entries().size() == 0) {
      return changes;
    }
    FaultPoints.hit("document.read");
    boolean durable = false;
    try {
      // One sync for the note and for everything that the snapshot shows.
      update(row -> row.prepared(request.passId()));
      durable = true;
      return changes;
    } finally {
      if (!durable) {
        changes.close();
      }
    }
  }

  @Override
  public Applied apply(Changes changes, long seenVersion) {
    Applied applied = writer.apply(changes, seenVersion);
    if (applied.state() != null) {
      FaultPoints.hit("document.applied");
      store.sync();
      if (row().recording()) {
        changed.bound(changes.keys());
      }
    }
    return applied;
  }

  @Override
  public void trim(Changes changes) {
    if (changes.entries().size() > 0) {
      new Trimming(store, keys).trim(changes);
    }
  }

  @Override
  public void touch(Map<CollectionPlan, List<byte[]>> touched) {
    new Touching(store, keys, collections, name()).touch(touched);
    signal.give();
  }

  @Override
  public boolean readsInKeyOrder(CollectionPlan plan) {
    return true;
  }

  /** Looks whether the control row is there and can be read. */
  @Override
  public void requireIntact() {
    row();
  }

  @Override
  public void sync() {
    store.sync();
  }

  @Override
  public long backlog() {
    return Pages.count(store, keys.outbox());
  }

  @Override
  public long deadKeys() {
    return dead.count();
  }

  @Override
  public long acceptedDeadKeys() {
    return dead.accepted();
  }

  @Override
  public List<DeadKey> listDeadKeys(int limit) {
    return dead.list(limit);
  }

  @Override
  public void acceptDeadKeys(Map<CollectionPlan, List<byte[]>> some, boolean accepted) {
    dead.accept(some, accepted);
  }

  @Override
  public List<byte[]> deadKeys(CollectionPlan plan, KeyRange range) {
    return dead.keys(plan, range);
  }

  /**
   * Waits until the outbox holds entries, those from before included: until a writer of this
   * process gives the signal, and else looks now and then, for another process may write.
   *
   * @return whether it does
   */
  @Override
  public boolean awaitCommit(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    long wait = FIRST_WAIT_NANOS;
    while (true) {
      long seen = signal.count();
      if (!Pages.isEmpty(store, keys.outbox())) {
        return true;
      }
      long left = end - System.nanoTime();
      if (left <= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      if (!signal.await(seen, Math.min(left, wait))) {
        wait = Math.min(LAST_WAIT_NANOS, wait + wait / 2);
      }
    }
  }

  @Override
  public @Nullable RowScan read(CollectionPlan plan, KeyRange range, long version) {
    RangeReader reader =
        new RangeReader(collections, collections.of(plan), range, RangeReader.Unfit.LEFT_OUT);
    StoreSnapshot state = at(version);
    return state == null ? null : new SnapshotScan(state, reader);
  }

  @Override
  public @Nullable RowScan read(Picked picked, long version) {
    try (StoreSnapshot state = at(version)) {
      if (state == null) {
        return null;
      }
      Spool rows = spools.get();
      boolean read = false;
      try {
        taking.read(state, picked, rows);
        read = true;
        return new SpooledScan(rows);
      } finally {
        if (!read) {
          rows.close();
        }
      }
    }
  }

  /** The state of now if it shows a version, else null. */
  private @Nullable StoreSnapshot at(long version) {
    StoreSnapshot state = store.snapshot();
    boolean shows = false;
    try {
      ControlRow row = ControlRow.required(state.get(keys.control()), keys.group());
      shows = row.state().version() == version;
      return shows ? state : null;
    } finally {
      if (!shows) {
        state.close();
      }
    }
  }

  @Override
  public void recordChanges() {
    if (!row().recording()) {
      update(ControlRow::thatRecords);
    }
  }

  @Override
  public ChangedKeys recorded() {
    return changed.count(row());
  }

  @Override
  public List<ChangedKey> changedKeys(CollectionPlan plan) {
    return changed.list(plan);
  }

  @Override
  public void forget(CollectionPlan plan, List<ChangedKey> some) {
    changed.forget(plan, some);
  }

  @Override
  public @Nullable String lastPass() {
    return row().lastPass();
  }

  @Override
  public PreparedPasses preparedPasses() {
    return row().passes();
  }

  @Override
  public void adopt(@Nullable String passId) {
    update(row -> row.with(new PreparedPasses(passId, List.of())));
  }

  /** Documents have no counters. */
  @Override
  public Map<String, Long> counters() {
    return Map.of();
  }

  @Override
  public void advanceCounters(Map<String, Long> counters) {
    // Their keys are the application's own.
  }

  /** Nothing is held here; the store is its opener's. */
  @Override
  public void close() {}
}

package dev.crossfade.core.live;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** A store with planted bugs; without any it is a {@link MemoryStore}. */
final class BuggyStore extends MemoryStore {
  private final Set<Bug> bugs;

  BuggyStore(String name, boolean losesPower, Content content, Set<Bug> bugs) {
    super(name, losesPower, content);
    this.bugs = bugs;
  }

  private boolean has(Bug bug) {
    return bugs.contains(bug);
  }

  @Override
  BuggyStore copy() {
    BuggyStore copy = new BuggyStore(name(), losesPower(), now, bugs);
    copy.durable = durable;
    return copy;
  }

  @Override
  public StoreState state() {
    boolean pretends = has(Bug.APPLIER_RUNS_DURING_BACKFILL);
    return pretends ? complete(super.state(), true) : super.state();
  }

  @Override
  public Optional<StoreState> change(Function<StoreState, Optional<StoreState>> decision) {
    Content before = durable;
    boolean wasOpen = super.state().open();
    Optional<StoreState> row = super.change(decision);
    if (has(Bug.FENCE_NOT_DURABLE) && wasOpen && row.isPresent() && !row.get().open()) {
      durable = before;
    }
    return row;
  }

  @Override
  public Changes take(TakeRequest request) {
    Content before = durable;
    Changes changes = super.take(request);
    if (has(Bug.SOURCE_NOT_SYNCED_BEFORE_APPLY)) {
      durable = before;
    }
    return changes;
  }

  @Override
  public Applied apply(Changes changes, long seenVersion) {
    Content before = durable;
    boolean complete = super.state().complete();
    Applied applied = super.apply(changes, seenVersion);
    if (has(Bug.TARGET_NOT_DURABLE_BEFORE_TRIM)) {
      durable = before;
    }
    if (has(Bug.APPLIER_RUNS_DURING_BACKFILL)) {
      now = now.with(complete(now.state(), complete));
    }
    return applied;
  }

  @Override
  Optional<StoreState> decideApply(Changes changes, long seenVersion) {
    StoreState row = state();
    long epoch =
        has(Bug.PASS_AGAINST_THE_EPOCHS) ? Math.max(changes.epoch(), row.epoch()) : changes.epoch();
    long seen = has(Bug.APPLY_WITHOUT_COMPARE_AND_SET) ? row.version() : seenVersion;
    return Rules.apply(row, epoch, seen);
  }

  @Override
  public void trim(Changes changes) {
    PreparedPasses before = now.passes();
    super.trim(changes);
    if (has(Bug.OUTBOX_TRIMMED_BY_KEY)) {
      SortedSet<String> keys = new TreeSet<>();
      changes
          .collections()
          .forEach(c -> ((Rows) c.keys()).all().forEach(key -> keys.add(key.getKey())));
      Content trimmed = now;
      now = now.withoutEntries(id -> keys.contains(trimmed.outbox().get(id)));
    }
    if (has(Bug.CONFIRMED_BACKWARDS)) {
      Set<String> left = new HashSet<>(before.prepared());
      left.remove(changes.passId());
      now = now.with(new PreparedPasses(changes.passId(), java.util.List.copyOf(left)));
    }
  }

  @Override
  Content record(Content next, Changes changes) {
    boolean omitted = has(Bug.NOT_RECORDED) || has(Bug.RECORDED_AFTER_THE_PASS);
    return omitted ? next : super.record(next, changes);
  }

  @Override
  void forget(SortedMap<String, Long> record, ChangedKey key) {
    super.forget(
        record,
        has(Bug.TAKEN_OFF_THOUGH_RECORDED_AGAIN) ? new ChangedKey(key.key(), Long.MAX_VALUE) : key);
  }

  /** What a pass records too late, in a transaction of its own. */
  void recordLate(Changes changes) {
    now = super.record(now, changes);
  }

  @Override
  public void sync() {
    if (!has(Bug.TRIMS_NOT_DURABLE_BEFORE_OPENING)) {
      super.sync();
    }
  }

  static StoreState complete(StoreState row, boolean complete) {
    return new StoreState(
        row.open(), row.epoch(), row.promise(), row.ballot(), row.version(), complete);
  }
}

package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.live.ChangedKey;
import dev.crossfade.core.live.ChangedKeys;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a store that nothing is ever written to has none of. */
abstract class UnwrittenStore implements LiveStore {
  /** Why nothing is written. */
  abstract CrossfadeException unwritten();

  /** Whether it takes note of passes all the same. */
  abstract boolean takesPasses();

  private void requirePasses() {
    if (!takesPasses()) {
      throw unwritten();
    }
  }

  /** There is nothing to be made durable. */
  @Override
  public final void sync() {}

  @Override
  public final long deadKeys() {
    return 0;
  }

  @Override
  public final List<byte[]> deadKeys(CollectionPlan plan, KeyRange range) {
    return List.of();
  }

  @Override
  public final long acceptedDeadKeys() {
    return 0;
  }

  @Override
  public final List<DeadKey> listDeadKeys(int limit) {
    return List.of();
  }

  @Override
  public final void acceptDeadKeys(Map<CollectionPlan, List<byte[]>> keys, boolean accepted) {
    throw unwritten();
  }

  @Override
  public final @Nullable RowScan read(CollectionPlan plan, KeyRange range, long version) {
    throw unwritten();
  }

  @Override
  public final @Nullable RowScan read(Picked picked, long version) {
    throw unwritten();
  }

  /** No rows ever come here that could be compared. */
  @Override
  public final void recordChanges() {
    requirePasses();
  }

  @Override
  public final ChangedKeys recorded() {
    return ChangedKeys.NONE;
  }

  @Override
  public final List<ChangedKey> changedKeys(CollectionPlan plan) {
    return List.of();
  }

  @Override
  public final void forget(CollectionPlan plan, List<ChangedKey> keys) {}

  @Override
  public final Map<String, Long> counters() {
    requirePasses();
    return Map.of();
  }

  @Override
  public final void advanceCounters(Map<String, Long> counters) {
    requirePasses();
  }
}

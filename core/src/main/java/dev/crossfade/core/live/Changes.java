package dev.crossfade.core.live;

import dev.crossfade.core.plan.CollectionPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one snapshot of an open store says of its dirty keys: the content of a pass. It holds no
 * transaction; rows lie in spools, which closing frees.
 *
 * @param passId unique; durable in the source before this is handed over, together with everything
 *     that was committed in the source up to the snapshot
 * @param epoch the source's epoch in the snapshot
 * @param entries ids of the outbox entries read, exactly those that are to be removed once applied
 * @param collections one for each collection with a dirty key
 * @param chunk rows of the range or the keys that were asked for, read in the same snapshot; null
 *     when none were
 * @param chunkNanos how much longer the snapshot lasted for the chunk
 */
public record Changes(
    String passId,
    long epoch,
    EntryIds entries,
    List<CollectionChange> collections,
    @Nullable Spool chunk,
    long chunkNanos)
    implements AutoCloseable {

  /** Changes without a chunk, or with one that took no time worth telling. */
  public Changes(
      String passId,
      long epoch,
      EntryIds entries,
      List<CollectionChange> collections,
      @Nullable Spool chunk) {
    this(passId, epoch, entries, collections, chunk, 0);
  }

  /**
   * The dirty keys of one collection.
   *
   * @param plan the collection
   * @param whole whether every key of it is dirty, so that keys without a row are to be deleted
   *     from the whole table; {@code keys} is empty then
   * @param keys the dirty keys, each a row of the key's cells in the order of {@link
   *     CollectionPlan#key}; each once
   * @param rows the rows of those keys that exist in the snapshot, cells in the order of the plan's
   *     columns, raw values as a {@link dev.crossfade.core.store.Source} reads them
   * @param unfit further dirty keys, whose rows hold what the closed store cannot hold equal: they
   *     become dead keys there; null when there are none
   */
  public record CollectionChange(
      CollectionPlan plan, boolean whole, Spool keys, Spool rows, @Nullable Spool unfit) {
    /** Dirty keys whose rows all came over. */
    public CollectionChange(CollectionPlan plan, boolean whole, Spool keys, Spool rows) {
      this(plan, whole, keys, rows, null);
    }
  }

  /** The same with another time. */
  public Changes withChunkNanos(long nanos) {
    return new Changes(passId, epoch, entries, collections, chunk, nanos);
  }

  /** Dirty keys in all; a whole table counts its rows. */
  public long keys() {
    long keys = 0;
    for (CollectionChange change : collections) {
      keys += change.whole() ? change.rows().rows() : change.keys().rows();
      keys += change.unfit() == null ? 0 : change.unfit().rows();
    }
    return keys;
  }

  @Override
  public void close() {
    for (CollectionChange change : collections) {
      change.keys().close();
      change.rows().close();
      if (change.unfit() != null) {
        change.unfit().close();
      }
    }
    if (chunk != null) {
      chunk.close();
    }
  }
}

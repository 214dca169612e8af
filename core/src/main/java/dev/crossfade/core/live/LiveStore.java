package dev.crossfade.core.live;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store that takes part in a live migration. It has side tables of its own: the control row, the
 * fence's flag, the outbox, the ids of passes, dead keys. Triggers on every followed table refuse
 * writes while it is closed and record changed keys while it is open, in the writer's transaction.
 *
 * <p>Used by one thread at a time, but for a scan of {@link #read}: it is open beside other calls,
 * passes included, and may be read and closed by another thread; one at a time. Several processes
 * may work on the same store.
 */
public interface LiveStore extends AutoCloseable {
  /** For messages: {@code app.sqlite}, {@code schema public}. */
  String name();

  /** The control row as it is now. */
  StoreState state();

  /**
   * What a pass has to know of its target.
   *
   * @param state the control row
   * @param lastPass see {@link #lastPass}, read with the row or after it
   */
  record Look(StoreState state, @Nullable String lastPass) {}

  /** The control row and the last pass, in one reading where the store can. */
  default Look look() {
    StoreState state = state();
    return new Look(state, lastPass());
  }

  /**
   * Changes the control row in one transaction that is durable when this returns. Closing waits for
   * writers in flight and fails after a limit; opening also does what a store must do to take
   * writes (foreign keys, program triggers).
   *
   * @param decision one of {@link Rules}, given the row, which is locked; empty changes nothing
   * @return the new row, or empty when the decision was empty
   */
  Optional<StoreState> change(Function<StoreState, Optional<StoreState>> decision);

  /**
   * Reads dirty keys and their values in one snapshot, and makes the source durable up to it. No
   * transaction is left open. Checks first that triggers and schema are as they were installed.
   * Works while this store is closed too: that is how a switch drains it.
   *
   * <p>When the outbox is empty in the snapshot, nothing is noted and nothing made durable, so that
   * looking costs little; else the pass's id is among {@link #preparedPasses} when this returns,
   * behind those that were prepared before.
   *
   * @param request how much to read
   * @throws dev.crossfade.core.error.CrossfadeException when triggers or schema changed
   */
  Changes take(TakeRequest request);

  /**
   * @param passId for this pass, unique
   * @param chunk rows to read beside the changes in the same snapshot, or null
   * @param picked further rows, instead of a chunk, or null
   */
  record TakeRequest(String passId, @Nullable Chunk chunk, @Nullable Picked picked) {
    /** Without picked rows. */
    public TakeRequest(String passId, @Nullable Chunk chunk) {
      this(passId, chunk, null);
    }
  }

  /**
   * The rows of single keys, in any order; a key without a row gives none.
   *
   * @param plan the collection
   * @param keys each once, encoded as {@link dev.crossfade.core.value.KeyOrder#extract} does
   */
  record Picked(CollectionPlan plan, List<byte[]> keys) {}

  /**
   * A piece of a collection. Every row of it is read, also one with a value that the other store
   * cannot hold equal: such a value may stand there in any form, since its key is dead over there
   * and left out of comparisons.
   *
   * @param plan the collection
   * @param range keys of the piece; an open end is limited by {@code rows}
   * @param rows at most so many rows from the start of the range, in the key's order; the last
   *     one's key ends the piece, and fewer rows than this say that the range holds no more. {@link
   *     Integer#MAX_VALUE} for all rows of the range, whose order is then no matter
   */
  record Chunk(CollectionPlan plan, KeyRange range, int rows) {}

  /**
   * Applies a pass to this closed store in one durable transaction: decides by {@link Rules#apply},
   * deletes the keys without a row, writes the rows, notes the pass. Surviving rows are updated in
   * place. Values that do not fit make their key a dead key, which keeps its old row here.
   *
   * @param seenVersion this store's version, read before {@link #take}
   */
  Applied apply(Changes changes, long seenVersion);

  /**
   * What a pass did.
   *
   * @param state the new control row, or null when somebody else was there first and nothing was
   *     done
   * @param deadKeys keys whose values did not fit
   */
  record Applied(@Nullable StoreState state, int deadKeys) {}

  /**
   * Removes exactly the entries of an applied pass from the outbox and notes it as confirmed.
   * Applied passes were prepared in the order in which they were applied, while appliers may come
   * to their trims in any order: so this forgets the passes prepared before it, keeps those after
   * it, and changes nothing in the list when a later pass is confirmed already.
   */
  void trim(Changes changes);

  /**
   * Enters keys into the outbox of this open store in one durable transaction, as if their rows had
   * been written: the next pass reads them again and applies them. A key without a row here is
   * deleted over there.
   *
   * @param keys encoded as {@link dev.crossfade.core.value.KeyOrder#extract} does
   * @throws dev.crossfade.core.error.CrossfadeException CF-6308 when this store is closed, CF-6311
   *     when it cannot hold such a key
   */
  void touch(Map<CollectionPlan, List<byte[]>> keys);

  /**
   * Whether {@link #take} and {@link #read} can give a range of this collection in the key's order
   * ({@link dev.crossfade.core.value.KeyOrder}) without sorting the whole of it. If not, the
   * collection is verified as one piece.
   */
  boolean readsInKeyOrder(CollectionPlan plan);

  /**
   * Looks whether side tables, triggers and schema are as they were installed, which {@link #take}
   * and an opening do too.
   *
   * @throws dev.crossfade.core.error.CrossfadeException when they are not
   */
  void requireIntact();

  /** Makes everything committed here so far durable. */
  void sync();

  /** How many entries the outbox holds; -1 when a store can tell only that something changed. */
  long backlog();

  /** How many keys are dead here, that is: hold an older value than the open store. */
  long deadKeys();

  /**
   * How many of the dead keys a person has accepted. A pass that finds one dead anew takes that
   * back, whatever value it has now.
   */
  long acceptedDeadKeys();

  /** The dead keys, at most so many, by table and key. */
  List<DeadKey> listDeadKeys(int limit);

  /**
   * Accepts dead keys, or takes that back, in one durable transaction.
   *
   * @param keys encoded as {@link dev.crossfade.core.value.KeyOrder#extract} does
   * @throws dev.crossfade.core.error.CrossfadeException CF-6324 when one is not dead here; nothing
   *     is changed then
   */
  void acceptDeadKeys(Map<CollectionPlan, List<byte[]>> keys, boolean accepted);

  /**
   * A key that holds an older value here than in the open store, or none.
   *
   * @param plan the collection
   * @param key encoded as {@link dev.crossfade.core.value.KeyOrder#extract} does
   * @param column that does not fit, by its name in this store; null when the row as a whole does
   *     not
   * @param code of the error that says why
   * @param accepted whether a person has accepted it as it is
   */
  record DeadKey(
      CollectionPlan plan, byte[] key, @Nullable String column, String code, boolean accepted) {}

  /**
   * The keys of a range that are dead here, encoded as {@link
   * dev.crossfade.core.value.KeyOrder#extract} does.
   */
  List<byte[]> deadKeys(CollectionPlan plan, KeyRange range);

  /**
   * Waits until something was committed here since the last {@link #take}, or the time is over.
   *
   * @return whether something was
   */
  boolean awaitCommit(Duration limit);

  /**
   * Reads a range in the key's order in one snapshot which must show a version of this store.
   *
   * @param version the version that must be seen
   * @return the rows as raw source values, or null when another version is seen
   */
  @Nullable RowScan read(CollectionPlan plan, KeyRange range, long version);

  /** As {@link #read(CollectionPlan, KeyRange, long)}, but single rows in any order. */
  @Nullable RowScan read(Picked picked, long version);

  /**
   * Lets every later {@link #apply} record the keys that it brings, in its own transaction: a key
   * once, with the version that the last such pass led to. Durable; does nothing when it is so
   * already. Writers are not recorded.
   */
  void recordChanges();

  /** How much is recorded. */
  ChangedKeys recorded();

  /** The recorded keys of a collection, in any order. */
  List<ChangedKey> changedKeys(CollectionPlan plan);

  /**
   * Takes keys off the record, unless they were recorded again with a higher version than the one
   * given here. May be lost with the power: a key too many costs a look.
   */
  void forget(CollectionPlan plan, List<ChangedKey> keys);

  /** The last pass applied here, and what the other side must know of; null when there was none. */
  @Nullable String lastPass();

  /** The passes that were prepared here and not yet confirmed, and the last confirmed one. */
  PreparedPasses preparedPasses();

  /**
   * Takes a pass for confirmed, whoever made it, and forgets the prepared ones: passes go on from a
   * store that this one did not feed up to now. Only for stores that a person has decided to make
   * equal again; what they differ in has to be {@linkplain #touch entered} afterwards.
   *
   * @param passId what the other store shows, or null when it shows none
   */
  void adopt(@Nullable String passId);

  /** The largest number given out for each counted table, by target table. */
  Map<String, Long> counters();

  /** Lets counters go on behind these numbers and behind the largest keys; never backwards. */
  void advanceCounters(Map<String, Long> counters);

  @Override
  void close();
}

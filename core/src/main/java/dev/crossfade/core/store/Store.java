package dev.crossfade.core.store;

import dev.crossfade.core.document.Document;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Documents by key. Every implementation passes the published contract suite {@code StoreContract}.
 *
 * <p><b>Keys</b> are text of 1 to 1000 bytes in UTF-8, without U+0000 and lone surrogates (no
 * database takes those); other ones are refused with CF-7002. Their order is that of their code
 * points, which is that of their bytes in UTF-8.
 *
 * <p>Keys that begin with {@link StoreKeys#SIDE} are notes of whoever moves the store's entries
 * elsewhere. A store keeps them as all others; one whose content people read may leave them out of
 * what these see.
 *
 * <p><b>Atomic</b> is each call, and {@link #inTransaction} as a whole: it happens at one moment
 * between its beginning and its end, or, when it throws, not at all. Reads see what was written
 * before they began. The one exception is an error that says that it is not known whether a write
 * is durable (CF-7102, CF-7304): then it may be there after reopening, or not, as a whole.
 *
 * <p><b>Durable</b> is a write when its call returns, in the measure that the store was opened
 * with; {@link #sync} makes everything durable in any case.
 *
 * <p><b>Threads</b>: all calls from all threads. Reads never wait for writes.
 *
 * <p><b>Errors</b>: CF-7001 after {@link #close}, CF-7002 for a key, CF-7003 for a value that this
 * kind of store cannot keep, and those of the implementation where it cannot read or write. None of
 * them holds keys or values.
 */
public interface Store extends AutoCloseable {
  /** The value under a key, or null. */
  @Nullable Document get(String key);

  /** Puts a value under a key, in place of the one that is there. */
  void put(String key, Document value);

  /** Takes a key and its value away; says whether it was there. */
  boolean delete(String key);

  /**
   * The entries whose keys begin with a text, in the order of their keys, all from one state of the
   * store: later writes are not seen, however long reading takes. To be closed.
   *
   * @param prefix what keys begin with; empty for all
   */
  default Stream<StoreEntry> scan(String prefix) {
    StoreSnapshot state = snapshot();
    try {
      return state.scan(prefix, null).onClose(state::close);
    } catch (Throwable e) {
      try (state) {
        throw e;
      }
    }
  }

  /**
   * The store as it is now, to read more of it than one call gives: later writes are not seen,
   * however long it is kept. To be closed; the store may be closed before.
   */
  StoreSnapshot snapshot();

  /**
   * Reads, changes and writes as one transaction.
   *
   * @param change takes the value under the key, or null; gives what shall be there, or null for
   *     nothing. It may be called more than once, must change nothing else and not use the store;
   *     what it throws is thrown on, and nothing was written
   * @return what is there now, or null
   */
  @Nullable Document update(String key, UnaryOperator<@Nullable Document> change);

  /**
   * Writes several keys, all or nothing, while nobody else writes what was read.
   *
   * @param work reads and writes by the transaction that it is given. It may be called more than
   *     once, must change nothing else and not write by the store itself (CF-7004); what it throws
   *     is thrown on, and nothing was written
   * @return what {@code work} gives
   */
  <T extends @Nullable Object> T inTransaction(Function<StoreTransaction, T> work);

  /** How many keys there are. */
  long count();

  /** Returns when everything written before is on the disk. */
  void sync();

  /** Finishes what is under way and lets go of everything. May be repeated. */
  @Override
  void close();
}

package dev.crossfade.facade;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.core.store.StoreTransaction;
import dev.crossfade.facade.live.Committed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store of an application, whichever of its two stores is open: the file that it began with, or
 * PostgreSQL. It keeps the contract of {@link Store} in every stage and while stages change, with
 * these additions:
 *
 * <ul>
 *   <li>Reads come from the store that is open. Where the database is open and does not answer, the
 *       first store may stand in ({@link #read} tells); it shows a past state.
 *   <li>Writes wait for a switch that is under way, and for a database that is open and does not
 *       answer, up to a limit: then CF-7203 or CF-7202, and nothing was written. CF-7304 says that
 *       it is not known.
 *   <li>Keys of a transaction whose patterns are open in different stores are refused, CF-7201.
 *   <li>{@link #scan} and {@link #snapshot} show each store at one moment; where patterns lie in
 *       both, these moments are not quite the same.
 * </ul>
 */
public final class CrossfadeStore implements Store {
  private final Parts parts;
  private volatile boolean closed;

  CrossfadeStore(Parts parts) {
    this.parts = parts;
  }

  private Lane lane(String key) {
    checkOpen();
    if (StoreKeys.isSide(StoreKeys.check(key))) {
      throw new CrossfadeException(
          ErrorCode.CF_7002, "keys that begin with " + StoreKeys.SIDE + " are not yours");
    }
    return parts.lanes().of(key);
  }

  private void checkOpen() {
    if (closed) {
      throw new CrossfadeException(ErrorCode.CF_7001, parts.name());
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** The name that the application calls it by. */
  public String name() {
    return parts.name();
  }

  @Override
  public @Nullable Document get(String key) {
    return read(key).value();
  }

  /**
   * Reads, and tells from where.
   *
   * @throws CrossfadeException CF-7202 when no store can answer within the limit for reads
   */
  public Reading read(String key) {
    Lane lane = lane(key);
    Reading reading = parts.reads().read(lane, key);
    parts.shadows().read(lane, key);
    return reading;
  }

  @Override
  public void put(String key, Document value) {
    Objects.requireNonNull(value);
    write(
        lane(key),
        () -> parts.writes().write(work -> putting(work, key, value)),
        () -> {
          parts.second().put(key, value);
          return new Committed<>(true, Map.of());
        });
  }

  private static boolean putting(StoreTransaction work, String key, Document value) {
    work.put(key, value);
    return true;
  }

  /**
   * Puts, and waits until the other store has it too.
   *
   * @param limit how long to wait for that; the write is committed before the waiting begins
   */
  public Written put(String key, Document value, Duration limit) {
    Lane lane = lane(key);
    Objects.requireNonNull(value);
    Committed<Boolean> written =
        write(
            lane,
            () -> parts.writes().write(work -> putting(work, key, value)),
            () -> {
              parts.second().put(key, value);
              return new Committed<>(true, Map.of());
            });
    return new Written(!parts.awaitOther(lane, key, written, limit));
  }

  @Override
  public boolean delete(String key) {
    return write(
            lane(key),
            () -> parts.writes().write(work -> work.delete(key)),
            () -> new Committed<>(parts.second().delete(key), Map.of()))
        .result();
  }

  private <T extends @Nullable Object> Committed<T> write(
      Lane lane,
      java.util.function.Supplier<Committed<T>> first,
      java.util.function.Supplier<Committed<T>> second) {
    parts.transactions().requireOutside();
    return parts
        .routing()
        .write(
            lane,
            Operation.WRITE,
            parts.limits().write(),
            new Routing.Ways<>(
                first,
                () -> {
                  lane.requireSecond();
                  return second.get();
                }));
  }

  @Override
  public @Nullable Document update(String key, UnaryOperator<@Nullable Document> change) {
    Lane lane = lane(key);
    return parts
        .transactions()
        .<@Nullable Document>run(
            lane,
            work -> {
              Document after = change.apply(work.get(key));
              if (after == null) {
                work.delete(key);
              } else {
                work.put(key, after);
              }
              return after;
            })
        .result();
  }

  @Override
  public <T extends @Nullable Object> T inTransaction(Function<StoreTransaction, T> work) {
    checkOpen();
    return parts.transactions().run(work).result();
  }

  @Override
  public Stream<StoreEntry> scan(String prefix) {
    checkOpen();
    StoreSnapshot state = parts.views().open(prefix);
    try {
      return parts
          .timings()
          .time(Origin.FIRST, Operation.SCAN, () -> state.scan(prefix, null))
          .onClose(state::close);
    } catch (Throwable e) {
      try (state) {
        throw e;
      }
    }
  }

  @Override
  public StoreSnapshot snapshot() {
    checkOpen();
    return parts.views().open();
  }

  /** Counts keys one by one; {@link #status} tells them by pattern. */
  @Override
  public long count() {
    try (StoreSnapshot state = snapshot();
        Stream<StoreEntry> entries = state.scan("", null)) {
      return entries.count();
    }
  }

  @Override
  public void sync() {
    checkOpen();
    parts.first().sync();
  }

  /** Moves its patterns. */
  public StoreMigration migration() {
    checkOpen();
    return parts.migration();
  }

  /** How it is: stages, counts, lags. Counts every key, so it takes a while with many. */
  public StoreStatus status() {
    checkOpen();
    return parts.status(true);
  }

  /** As {@link #status}, without counting keys: their numbers are -1. Asks the database. */
  public StoreStatus outline() {
    checkOpen();
    return parts.status(false);
  }

  /** How the database answered last; asks nobody. */
  public Link link() {
    return parts.moving().link();
  }

  /** The texts of the patterns that are moved, the urgent ones first; empty for all other keys. */
  public List<String> movedPatterns() {
    return parts.lanes().moved().stream().map(Lane::pattern).toList();
  }

  /** How its operations went since it was opened. */
  public List<Timing> timings() {
    return parts.timings().read();
  }

  /**
   * Keys that reads in SHADOW_READ found different in both stores and not equal since, at most a
   * thousand, in their order.
   *
   * @param pattern by its text or table
   */
  public List<String> differingReads(String pattern) {
    return parts.shadows().keys(parts.lanes().named(pattern));
  }

  /**
   * Walks a test key through every stage on both real stores, and cleans up. Of no harm to what is
   * there; best done before the first pattern is moved.
   *
   * @return what was done, a sentence each
   * @throws CrossfadeException CF-7208 with the step that failed
   */
  public List<String> selfTest() {
    checkOpen();
    return parts.selfTest();
  }

  /** Closes without waiting for the other store; see {@link Crossfade#close(Duration)}. */
  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /** Waits up to a limit until the other store has everything, then closes; says what is left. */
  List<String> close(Duration limit) {
    if (closed) {
      return List.of();
    }
    List<String> left = parts.drain(limit);
    closed = true;
    parts.close();
    return left;
  }
}

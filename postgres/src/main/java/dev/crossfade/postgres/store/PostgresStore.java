package dev.crossfade.postgres.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.core.store.StoreTransaction;
import dev.crossfade.postgres.store.StoreFailure.Phase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Documents in the {@linkplain HybridTable tables} of one schema, which are there already. Calls
 * are strictly serializable among all stores of all processes over the same tables, by locks of
 * keys that each write and each transaction takes: in READ COMMITTED, since the fence of a live
 * migration looks at its flag in a snapshot of its own. Who writes by SQL meets the locks of rows
 * alone. A read, a write and a delete each are one message to the server and one back.
 *
 * <p>A write takes its key's lock in one statement and writes in the next, both in one message: the
 * second one's snapshot shows what was committed while the first one waited; and whoever has the
 * lock of the fence, which the second one takes, waits for no key any more.
 *
 * <p>Errors beyond those of {@link Store}: CF-7303 when the server cannot be reached, CF-7304 when
 * it is not known whether a write was done, CF-7305 when something took too long, CF-7306 when the
 * fence refused a write, CF-7308 after too many conflicts, CF-7301, CF-7302 and CF-2243 when a row
 * that was changed by SQL cannot be read, CF-3016 on a replica, CF-7307 for all others.
 */
public final class PostgresStore implements Store {
  private static final String WAITS =
      "SELECT EXISTS (SELECT FROM crossfade.live_outbox AS o"
          + " WHERE o.migration = ? AND (o.k IS NULL OR o.k = ARRAY[CAST(? AS text)]))";

  private final StoreSessions sessions;
  private final StoredTables tables;
  private final TransactionRunner transactions;
  private final Standings standings;

  /** Calls under way read; closing writes. */
  private final ReentrantReadWriteLock calls = new ReentrantReadWriteLock();

  private volatile boolean closed;

  /**
   * Connects to nothing yet.
   *
   * @param connections closed by who made them, after the store and its snapshots
   * @param schema of the tables
   * @param router the tables, and which key lies where
   * @param migrations the id of the live migration that a table belongs to, or null for none
   */
  public PostgresStore(
      StoreConnections connections,
      String schema,
      StoreRouter router,
      Function<HybridTable, @Nullable String> migrations) {
    sessions = new StoreSessions(connections);
    tables = new StoredTables(schema, router);
    standings = new Standings(migrations);
    transactions = new TransactionRunner(sessions, tables, standings);
  }

  @Override
  public @Nullable Document get(String key) {
    StoredTable table = tables.of(StoreKeys.check(key));
    Optional<Document> value =
        call(
            () ->
                reading(
                    table,
                    connection -> {
                      try (PreparedStatement query = connection.prepareStatement(table.get)) {
                        StoredTable.bind(query, 1, key);
                        try (ResultSet row = query.executeQuery()) {
                          return row.next() ? Optional.of(table.read(row, 1)) : Optional.empty();
                        }
                      }
                    }));
    return value.orElse(null);
  }

  /**
   * The value under a key, and what the control row says of this store, from one snapshot.
   *
   * @return of no known standing where the table belongs to no live migration
   */
  public StoreReading read(String key) {
    StoredTable table = tables.of(StoreKeys.check(key));
    String migration = standings.migrations().apply(table.table());
    if (migration == null) {
      return new StoreReading(get(key), StoreStanding.UNKNOWN);
    }
    return call(
        () ->
            reading(
                table,
                connection -> {
                  try (PreparedStatement query =
                      connection.prepareStatement(table.getAndStanding)) {
                    StoredTable.bind(query, 1, key);
                    StoredTable.bind(query, 2, migration);
                    try (ResultSet row = query.executeQuery()) {
                      row.next();
                      StoreStanding standing = StoreStanding.read(row, 1);
                      boolean there = row.getString(3) != null;
                      return new StoreReading(there ? table.read(row, 4) : null, standing);
                    }
                  }
                }));
  }

  /**
   * What the control row says of this store, for a table; unknown where nothing was ever followed.
   */
  public StoreStanding standing(HybridTable table) {
    return call(
        () ->
            sessions.run(
                Phase.BEFORE_COMMIT,
                "reading whether the store is open",
                connection -> {
                  try {
                    return standings.now(connection, table);
                  } catch (SQLException e) {
                    if (StoreFailure.isMissing(e)) {
                      return StoreStanding.UNKNOWN;
                    }
                    throw e;
                  }
                }));
  }

  /** Whether a key was written that the other store of its live migration does not have yet. */
  public boolean isDirty(String key) {
    StoredTable table = tables.of(StoreKeys.check(key));
    String migration = standings.migrations().apply(table.table());
    return migration != null
        && call(
            () ->
                reading(
                    table,
                    connection -> {
                      try (PreparedStatement query = connection.prepareStatement(WAITS)) {
                        StoredTable.bind(query, 1, migration);
                        StoredTable.bind(query, 2, key);
                        try (ResultSet row = query.executeQuery()) {
                          row.next();
                          return row.getBoolean(1);
                        }
                      }
                    }));
  }

  @Override
  public void put(String key, Document value) {
    StoredTable table = tables.of(StoreKeys.check(key));
    List<@Nullable String> parameters = table.parameters(key, value);
    writing(
        table,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(table.lockAndPut)) {
            StoredTable.bind(statement, KeyLock.set(statement, 1, table.lock(key)), parameters);
            return statement.execute();
          }
        });
  }

  @Override
  public boolean delete(String key) {
    StoredTable table = tables.of(StoreKeys.check(key));
    return writing(
        table,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(table.lockAndDelete)) {
            StoredTable.bind(statement, KeyLock.set(statement, 1, table.lock(key)), key);
            statement.execute();
            statement.getMoreResults();
            return statement.getUpdateCount() > 0;
          }
        });
  }

  @Override
  public @Nullable Document update(String key, UnaryOperator<@Nullable Document> change) {
    StoreKeys.check(key);
    return inTransaction(
        transaction -> {
          Document changed = change.apply(transaction.get(key));
          if (changed == null) {
            transaction.delete(key);
          } else {
            transaction.put(key, changed);
          }
          return changed;
        });
  }

  @Override
  public <T extends @Nullable Object> T inTransaction(Function<StoreTransaction, T> work) {
    requireOutside();
    return call(() -> transactions.run(work));
  }

  @Override
  public StoreSnapshot snapshot() {
    return call(() -> PostgresSnapshot.of(sessions, tables, standings));
  }

  /** A snapshot of some tables; the others need not be there. */
  public PostgresSnapshot snapshot(Collection<HybridTable> some) {
    return call(() -> PostgresSnapshot.of(sessions, tables.only(some), standings));
  }

  @Override
  public long count() {
    return count(tables.all());
  }

  /** How many keys there are in a table. */
  public long count(HybridTable table) {
    return count(List.of(tables.of(table)));
  }

  private long count(List<StoredTable> some) {
    String sql =
        some.stream()
            .map(table -> "(SELECT count(*) FROM " + table.name() + ")")
            .collect(Collectors.joining(" + ", "SELECT ", ""));
    return call(
        () ->
            reading(
                some.get(0),
                connection -> {
                  try (PreparedStatement query = connection.prepareStatement(sql);
                      ResultSet row = query.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                  }
                }));
  }

  /** Every write is on the server's disk when its call returns. */
  @Override
  public void sync() {
    call(() -> true);
  }

  /** Waits for the calls under way; snapshots stay of use. The connections stay open. */
  @Override
  public void close() {
    if (calls.getReadHoldCount() > 0) {
      closed = true;
      return;
    }
    calls.writeLock().lock();
    try {
      closed = true;
    } finally {
      calls.writeLock().unlock();
    }
  }

  /** A read by the transaction's connection where the thread is in one: its writes are not sent. */
  private <T extends @Nullable Object> T reading(StoredTable table, StoreWork<T> work) {
    String doing = "reading " + table.name();
    Connection own = transactions.connection();
    if (own == null) {
      return sessions.run(Phase.BEFORE_COMMIT, doing, work);
    }
    try {
      return work.apply(own);
    } catch (SQLException e) {
      throw StoreFailure.of(e, Phase.BEFORE_COMMIT, doing);
    }
  }

  private boolean writing(StoredTable table, StoreWork<Boolean> work) {
    requireOutside();
    String doing = "writing into " + table.name();
    return call(
        () -> sessions.run(Phase.COMMIT, doing, connection -> there(table, work, connection)));
  }

  private <T extends @Nullable Object> T there(
      StoredTable table, StoreWork<T> work, Connection connection) throws SQLException {
    try {
      return work.apply(connection);
    } catch (SQLException e) {
      CrossfadeException gone = standings.gone(e, table);
      if (gone != null) {
        throw gone;
      }
      throw e;
    }
  }

  private void requireOutside() {
    if (transactions.connection() != null) {
      throw new CrossfadeException(ErrorCode.CF_7004, "a write by the store in a transaction");
    }
  }

  private <T extends @Nullable Object> T call(Supplier<T> call) {
    calls.readLock().lock();
    try {
      if (closed) {
        throw StoreSessions.closed();
      }
      return call.get();
    } finally {
      calls.readLock().unlock();
    }
  }
}

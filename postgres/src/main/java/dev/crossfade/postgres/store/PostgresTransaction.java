package dev.crossfade.postgres.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreTransaction;
import dev.crossfade.postgres.store.StoreFailure.Phase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One try of a transaction: strict two-phase locking by key, in READ COMMITTED. A key is locked
 * ({@link KeyLock}) before it is looked at, whether it is there or not, and until the end; the row
 * is locked as well, for those who write by SQL. The statement that reads is another one than that
 * which waits for the lock, and so has a snapshot behind the waiting. Writes are kept and sent at
 * the end.
 *
 * <p>No two transactions wait for each other: locks are waited for in the order of their numbers
 * alone. One that is out of order is tried; where another one has it, this try is {@linkplain
 * #isDoomed doomed}, and the next one takes all that this one wanted, in order, before it begins.
 */
final class PostgresTransaction implements StoreTransaction {
  private static final String ARRAYS =
      "FROM unnest(CAST(? AS int[]), CAST(? AS int[])) AS k (high, low)";
  private static final String TAKE_ALL =
      "SELECT pg_catalog.pg_advisory_xact_lock(k.high, k.low) " + ARRAYS;
  private static final String TRY_ALL =
      "SELECT pg_catalog.bool_and(pg_catalog.pg_try_advisory_xact_lock(k.high, k.low)) " + ARRAYS;
  private static final String AND_COMMIT = "; COMMIT";

  private final Thread owner = Thread.currentThread();
  private final Connection connection;
  private final StoredTables tables;
  private final Standings standings;
  private final boolean patient;

  /** Of the tables that were read, how this store stood before. */
  private final Map<StoredTable, StoreStanding> standing = new HashMap<>();

  private final TreeSet<Long> locks = new TreeSet<>();
  private final Map<String, @Nullable Document> seen = new HashMap<>();
  private final Map<String, Write> writes = new TreeMap<>(StoreKeys.ORDER);
  private boolean ended;
  private boolean doomed;
  private @Nullable CrossfadeException failure;

  /**
   * A write of a key.
   *
   * @param parameters of {@link StoredTable#put}, or null to delete
   */
  private record Write(
      StoredTable table,
      long lock,
      String key,
      @Nullable Document value,
      @Nullable List<@Nullable String> parameters) {}

  /**
   * @param connection without autocommit, with no transaction begun
   * @param patient whether to wait for locks out of order too, and leave it to the server to find
   *     who waits for whom
   */
  PostgresTransaction(
      Connection connection, StoredTables tables, Standings standings, boolean patient) {
    this.connection = connection;
    this.tables = tables;
    this.standings = standings;
    this.patient = patient;
  }

  /** Takes the locks that an earlier try wanted. */
  void begin(SortedSet<Long> wanted) throws SQLException {
    if (!wanted.isEmpty()) {
      locks.addAll(wanted);
      all(TAKE_ALL, wanted);
    }
  }

  /** The locks that it has or wants. */
  SortedSet<Long> locks() {
    return locks;
  }

  /** Whether it cannot be committed, and is to be tried again. */
  boolean isDoomed() {
    return doomed;
  }

  /** It is of no more use to who was given it. */
  void end() {
    ended = true;
  }

  /** What failed, whether somebody caught it or not. */
  void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public @Nullable Document get(String key) {
    usable(key);
    Write write = writes.get(key);
    return write == null ? seen(key) : write.value();
  }

  @Override
  public void put(String key, Document value) {
    usable(key);
    StoredTable table = tables.of(key);
    writes.put(key, new Write(table, table.lock(key), key, value, table.parameters(key, value)));
  }

  @Override
  public boolean delete(String key) {
    usable(key);
    boolean there = get(key) != null;
    if (there) {
      StoredTable table = tables.of(key);
      writes.put(key, new Write(table, table.lock(key), key, null, null));
    }
    return there;
  }

  private void usable(String key) {
    if (ended || owner != Thread.currentThread()) {
      throw new CrossfadeException(ErrorCode.CF_7004, "after its end, or on another thread");
    }
    StoreKeys.check(key);
    throwFailure();
  }

  private @Nullable Document seen(String key) {
    if (seen.containsKey(key)) {
      return seen.get(key);
    }
    StoredTable table = tables.of(key);
    Document value;
    try {
      requireOpen(table);
      value = read(table, key, table.lock(key));
    } catch (SQLException e) {
      doomed = StoreFailure.isConflict(e) || StoreFailure.isLocked(e);
      CrossfadeException gone = standings.gone(e, table);
      failure =
          gone != null ? gone : StoreFailure.of(e, Phase.BEFORE_COMMIT, "reading " + table.name());
      throw failure;
    }
    seen.put(key, value);
    return value;
  }

  /** Reads of a closed store could be old: writes are refused by its fence, these here. */
  private void requireOpen(StoredTable table) throws SQLException {
    if (!standing.containsKey(table)) {
      StoreStanding now = standings.now(connection, table.table());
      standing.put(table, now);
      if (now.known() && !now.open()) {
        throw closed(table);
      }
    }
  }

  /**
   * What was read is the state of now only if this store was open all the while: a pass brings rows
   * without asking for the locks of keys, and only while it is closed.
   */
  private void requireStillOpen() throws SQLException {
    for (Map.Entry<StoredTable, StoreStanding> one : standing.entrySet()) {
      if (one.getValue().known()
          && !standings.held(connection, one.getKey().table()).equals(one.getValue())) {
        throw closed(one.getKey());
      }
    }
  }

  private static CrossfadeException closed(StoredTable table) {
    return new CrossfadeException(
        ErrorCode.CF_7306, table.name() + ": it was closed while the transaction read");
  }

  private @Nullable Document read(StoredTable table, String key, long lock) throws SQLException {
    if (locks.contains(lock)) {
      try (PreparedStatement query = connection.prepareStatement(table.getLocked)) {
        StoredTable.bind(query, 1, key);
        try (ResultSet row = query.executeQuery()) {
          return row.next() ? table.read(row, 1) : null;
        }
      }
    }
    boolean wait = patient || locks.isEmpty() || lock > locks.last();
    locks.add(lock);
    String sql =
        wait ? KeyLock.TAKE + ";" + table.getLocked : KeyLock.TRY + ";" + table.getLockedAtOnce;
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      StoredTable.bind(query, KeyLock.set(query, 1, lock), key);
      query.execute();
      try (ResultSet taken = query.getResultSet()) {
        if (!taken.next() || (!wait && !taken.getBoolean(1))) {
          throw doom();
        }
      }
      query.getMoreResults();
      try (ResultSet row = query.getResultSet()) {
        return row.next() ? table.read(row, 1) : null;
      }
    }
  }

  private CrossfadeException doom() {
    doomed = true;
    failure = new CrossfadeException(ErrorCode.CF_7308, "another transaction has a key");
    return failure;
  }

  /** As {@link Standings#gone}, of the tables that it writes. */
  @Nullable CrossfadeException gone(SQLException failed) {
    return writes.values().stream()
        .map(write -> standings.gone(failed, write.table()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Writes and commits, unless it is doomed then. */
  void finish(Progress progress) throws SQLException {
    Collection<Write> all = writes.values();
    boolean one = all.size() == 1;
    if (!all.isEmpty() && !lock(all, one)) {
      return;
    }
    requireStillOpen();
    if (all.isEmpty()) {
      connection.commit();
      return;
    }
    if (one) {
      progress.committing();
      writeAndCommit(all.iterator().next());
      return;
    }
    for (StoredTable table : tables.all()) {
      send(all.stream().filter(write -> write.table() == table).toList(), table);
    }
    progress.committing();
    connection.commit();
  }

  /** Told that the server is asked to commit now. */
  @FunctionalInterface
  interface Progress {
    void committing();
  }

  /** Takes the locks of what was written and not read; false when it is doomed. */
  private boolean lock(Collection<Write> all, boolean one) throws SQLException {
    TreeSet<Long> missing = new TreeSet<>();
    all.forEach(write -> missing.add(write.lock()));
    missing.removeAll(locks);
    if (missing.isEmpty() || (one && locks.isEmpty())) {
      return true;
    }
    boolean wait = patient || locks.isEmpty() || missing.first() > locks.last();
    locks.addAll(missing);
    doomed = !all(wait ? TAKE_ALL : TRY_ALL, missing) && !wait;
    return !doomed;
  }

  private boolean all(String sql, SortedSet<Long> wanted) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      Object[] high = wanted.stream().map(KeyLock::high).toArray();
      Object[] low = wanted.stream().map(KeyLock::low).toArray();
      query.setArray(1, connection.createArrayOf("int4", high));
      query.setArray(2, connection.createArrayOf("int4", low));
      try (ResultSet row = query.executeQuery()) {
        return sql.equals(TRY_ALL) && row.next() && row.getBoolean(1);
      }
    }
  }

  private void writeAndCommit(Write write) throws SQLException {
    boolean put = write.parameters() != null;
    boolean locked = locks.contains(write.lock());
    String sql =
        (locked ? "" : KeyLock.TAKE + ";")
            + (put ? write.table().put : write.table().delete)
            + AND_COMMIT;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int at = locked ? 1 : KeyLock.set(statement, 1, write.lock());
      bind(statement, at, write);
      statement.execute();
    }
  }

  private void send(List<Write> all, StoredTable table) throws SQLException {
    batch(table.put, all.stream().filter(write -> write.parameters() != null).toList());
    batch(table.delete, all.stream().filter(write -> write.parameters() == null).toList());
  }

  private void batch(String sql, List<Write> all) throws SQLException {
    if (all.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Write write : all) {
        bind(statement, 1, write);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, int at, Write write) throws SQLException {
    List<@Nullable String> parameters = write.parameters();
    if (parameters == null) {
      StoredTable.bind(statement, at, write.key());
    } else {
      StoredTable.bind(statement, at, Objects.requireNonNull(parameters));
    }
  }
}

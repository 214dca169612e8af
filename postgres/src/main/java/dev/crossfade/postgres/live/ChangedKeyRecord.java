package dev.crossfade.postgres.live;

import dev.crossfade.core.live.ChangedKey;
import dev.crossfade.core.live.ChangedKeys;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.postgres.session.SqlText;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The table {@code live_changed_keys}: what passes brought here that nobody has compared since.
 * Written by the passes themselves; a key that is there already gets the later version.
 */
final class ChangedKeyRecord {
  private static final String RECORD = SqlText.read(ChangedKeyRecord.class, "record_changed.sql");
  private static final String FORGET = SqlText.read(ChangedKeyRecord.class, "forget_changed.sql");
  private static final String COUNT = SqlText.read(ChangedKeyRecord.class, "count_changed.sql");
  private static final String BOUND = SqlText.read(ChangedKeyRecord.class, "bound_changed.sql");
  private static final int BATCH = 10_000;
  private static final byte[] EVERY_KEY = {};

  /** After so many keys it is looked whether there are too many: counting them takes a while. */
  private static final int COUNT_EVERY = 50_000;

  private final String migration;
  private long recorded;

  ChangedKeyRecord(String migration) {
    this.migration = migration;
  }

  /** Records the keys of a pass, within its transaction. */
  void record(Connection connection, Changes changes, long version) throws SQLException {
    for (CollectionChange change : changes.collections()) {
      record(connection, change, version);
    }
    if (recorded >= COUNT_EVERY) {
      recorded = 0;
      bound(connection);
    }
  }

  private void record(Connection connection, CollectionChange change, long version)
      throws SQLException {
    String table = change.plan().target();
    List<byte[]> keys = new ArrayList<>();
    if (change.whole()) {
      keys.add(EVERY_KEY);
    }
    RowBatch batch = new RowBatch(1 << 12);
    try (RowScan scan = change.keys().scan()) {
      while (scan.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          keys.add(Arrays.copyOfRange(batch.data(), batch.start(row), batch.end(row)));
        }
        if (keys.size() >= BATCH) {
          flush(connection, table, keys, version);
        }
      }
    }
    flush(connection, table, keys, version);
  }

  private void flush(Connection connection, String table, List<byte[]> keys, long version)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
      insert.setBytes(1, prefix(table));
      insert.setString(2, migration);
      insert.setString(3, table);
      insert.setLong(4, version);
      insert.setArray(5, connection.createArrayOf("bytea", keys.toArray(new byte[0][])));
      insert.executeUpdate();
    }
    recorded += keys.size();
    keys.clear();
  }

  /** What stands before a key in its digest. */
  private byte[] prefix(String table) {
    return (migration + "\0" + table + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private void bound(Connection connection) throws SQLException {
    while (count(connection).keys() > ChangedKeys.MOST) {
      try (PreparedStatement insert = connection.prepareStatement(BOUND)) {
        insert.setString(1, migration);
        insert.executeUpdate();
      }
    }
  }

  /** How much is recorded. */
  ChangedKeys count(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(COUNT)) {
      query.setString(1, migration);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new ChangedKeys(row.getBoolean(1), row.getLong(2), row.getLong(3))
            : ChangedKeys.NONE;
      }
    }
  }

  /** The recorded keys of a table. */
  List<ChangedKey> list(Connection connection, String table) throws SQLException {
    List<ChangedKey> list = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT key, version FROM crossfade.live_changed_keys"
                + " WHERE migration = ? AND table_name = ?")) {
      query.setFetchSize(BATCH);
      query.setString(1, migration);
      query.setString(2, table);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          list.add(new ChangedKey(row.getBytes(1), row.getLong(2)));
        }
      }
    }
    return list;
  }

  /** Takes keys off the record that were not recorded again later. */
  void forget(Connection connection, String table, List<ChangedKey> done) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
      for (int from = 0; from < done.size(); from += BATCH) {
        List<ChangedKey> some = done.subList(from, Math.min(done.size(), from + BATCH));
        byte[][] keysDone = some.stream().map(ChangedKey::key).toArray(byte[][]::new);
        Object[] versions = some.stream().map(ChangedKey::version).toArray();
        delete.setArray(1, connection.createArrayOf("bytea", keysDone));
        delete.setArray(2, connection.createArrayOf("bigint", versions));
        delete.setBytes(3, prefix(table));
        delete.executeUpdate();
      }
    }
  }
}

package dev.crossfade.postgres.live;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import dev.crossfade.postgres.session.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The list of keys that hold an older value here than in the open store. */
final class DeadKeys {
  private static final int BATCH = 1000;
  private static final String SAVE = SqlText.read(DeadKeys.class, "save_dead_key.sql");
  private static final String CLEAR = SqlText.read(DeadKeys.class, "clear_dead_keys.sql");
  private static final String CLEAR_TABLE = SqlText.read(DeadKeys.class, "clear_dead_table.sql");

  private static final String LIST = SqlText.read(DeadKeys.class, "dead_keys_of_table.sql");

  private static final String LIST_ALL = SqlText.read(DeadKeys.class, "list_dead_keys.sql");
  private static final String ACCEPT = SqlText.read(DeadKeys.class, "accept_dead_key.sql");

  private final String migration;

  DeadKeys(String migration) {
    this.migration = migration;
  }

  /**
   * A key whose row does not fit.
   *
   * @param key encoded
   * @param column that does not fit, or null when the row as a whole does not
   */
  record DeadRow(byte[] key, @Nullable ColumnPlan column, ErrorCode code) {}

  /** Adds keys, or says anew why they are dead. */
  void save(Connection connection, String table, List<DeadRow> dead) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(SAVE)) {
      for (DeadRow row : dead) {
        ColumnPlan column = row.column();
        insert.setString(1, migration);
        insert.setString(2, table);
        insert.setBytes(3, row.key());
        insert.setBytes(4, row.key());
        insert.setInt(5, Tag.VERSION);
        insert.setString(6, column == null ? null : column.target());
        insert.setString(7, row.code().code());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** The keys of a range of a table, in any order. */
  List<byte[]> list(Connection connection, CollectionPlan plan, KeyRange range)
      throws SQLException {
    KeyOrder order = new KeyOrder(IntStream.range(0, plan.key().size()).toArray());
    List<byte[]> keys = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(LIST)) {
      query.setString(1, migration);
      query.setString(2, plan.target());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          byte[] key = row.getBytes(1);
          byte[] after = range.after();
          byte[] upTo = range.upTo();
          if ((after == null || order.compareToKey(key, 0, key.length, after) > 0)
              && (upTo == null || order.compareToKey(key, 0, key.length, upTo) <= 0)) {
            keys.add(key);
          }
        }
      }
    }
    return keys;
  }

  /** At most so many of all tables, by table and key. */
  List<LiveStore.DeadKey> list(Connection connection, List<CollectionPlan> plans, int limit)
      throws SQLException {
    List<LiveStore.DeadKey> keys = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(LIST_ALL)) {
      for (CollectionPlan plan : plans) {
        query.setString(1, migration);
        query.setString(2, plan.target());
        query.setInt(3, limit - keys.size());
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            keys.add(
                new LiveStore.DeadKey(
                    plan, row.getBytes(1), row.getString(2), row.getString(3), row.getBoolean(4)));
          }
        }
      }
    }
    return keys;
  }

  /** Marks keys of a table as accepted, or takes that back; false when one is not dead. */
  boolean accept(Connection connection, String table, List<byte[]> keys, boolean accepted)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(ACCEPT)) {
      for (byte[] key : keys) {
        update.setBoolean(1, accepted);
        update.setString(2, migration);
        update.setString(3, table);
        update.setBytes(4, key);
        if (update.executeUpdate() == 0) {
          return false;
        }
      }
      return true;
    }
  }

  /** Takes every key of a table off the list. */
  void clear(Connection connection, String table) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(CLEAR_TABLE)) {
      delete.setString(1, migration);
      delete.setString(2, table);
      delete.executeUpdate();
    }
  }

  /** Takes keys off the list. */
  void clear(Connection connection, String table, Spool keys) throws SQLException {
    RowBatch batch = new RowBatch(1 << 16);
    try (PreparedStatement delete = connection.prepareStatement(CLEAR);
        RowScan scan = keys.scan()) {
      while (scan.next(batch)) {
        for (int from = 0; from < batch.rows(); from += BATCH) {
          byte[][] some = new byte[Math.min(BATCH, batch.rows() - from)][];
          for (int i = 0; i < some.length; i++) {
            some[i] = Arrays.copyOfRange(batch.data(), batch.start(from + i), batch.end(from + i));
          }
          delete.setString(1, migration);
          delete.setString(2, table);
          delete.setArray(3, connection.createArrayOf("bytea", some));
          delete.executeUpdate();
        }
      }
    }
  }
}

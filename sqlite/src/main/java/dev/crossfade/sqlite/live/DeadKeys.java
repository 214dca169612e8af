package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.sqlite.SqliteDatabase;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code crossfade_dead}: keys that hold an older value here than in the open store. The
 * code of one that a person accepted has a mark behind it, which is gone when a pass writes the key
 * anew.
 */
final class DeadKeys {
  private static final String WRITE =
      "INSERT OR REPLACE INTO crossfade_dead(t, key, field, code) VALUES (?, ?, ?, ?)";

  private static final String ACCEPTED = " accepted";

  private DeadKeys() {}

  /** How many are accepted. */
  static long accepted(SqliteDatabase database) {
    return LiveFile.number(
        database, "SELECT count(*) FROM crossfade_dead WHERE code LIKE '%" + ACCEPTED + "'");
  }

  /** Those of a table, by key. */
  static List<LiveStore.DeadKey> list(SqliteDatabase database, FollowedTable table, int limit) {
    return database.query(
        "SELECT key, field, code FROM crossfade_dead WHERE t = ? ORDER BY key LIMIT ?",
        row -> {
          String code = row.getString(3);
          return new LiveStore.DeadKey(
              table.plan(),
              row.getBytes(1),
              row.getString(2),
              code.replace(ACCEPTED, ""),
              code.endsWith(ACCEPTED));
        },
        table.number(),
        limit);
  }

  /** Marks a key, or takes the mark away; false when it is not dead. */
  static boolean accept(
      SqliteDatabase database, FollowedTable table, byte[] key, boolean accepted) {
    long found =
        database
            .query(
                "SELECT count(*) FROM crossfade_dead WHERE t = ? AND key = ?",
                row -> row.getLong(1),
                table.number(),
                key)
            .get(0);
    database.execute(
        "UPDATE crossfade_dead SET code = replace(code, ?1, '') || ?2 WHERE t = ?3 AND key = ?4",
        ACCEPTED,
        accepted ? ACCEPTED : "",
        table.number(),
        key);
    return found == 1;
  }

  static List<byte[]> read(SqliteDatabase database, FollowedTable table, KeyRange range) {
    KeyOrder order = new KeyOrder(IntStream.range(0, table.key().size()).toArray());
    return database
        .query("SELECT key FROM crossfade_dead WHERE t = ?", row -> row.getBytes(1), table.number())
        .stream()
        .filter(key -> isIn(order, range, key))
        .toList();
  }

  private static boolean isIn(KeyOrder order, KeyRange range, byte[] key) {
    byte[] after = range.after();
    byte[] upTo = range.upTo();
    return (after == null || order.compareToKey(key, 0, key.length, after) > 0)
        && (upTo == null || order.compareToKey(key, 0, key.length, upTo) <= 0);
  }

  static void add(
      SqliteDatabase database,
      FollowedTable table,
      byte[] key,
      @Nullable String field,
      ErrorCode code) {
    try {
      database.tryExecute(WRITE, table.number(), key, field, code.code());
    } catch (java.sql.SQLException e) {
      throw database.errors().of(e, "table crossfade_dead");
    }
  }

  static void remove(SqliteDatabase database, FollowedTable table, byte[] key) {
    database.execute("DELETE FROM crossfade_dead WHERE t = ? AND key = ?", table.number(), key);
  }

  static void removeAll(SqliteDatabase database, FollowedTable table) {
    database.execute("DELETE FROM crossfade_dead WHERE t = ?", table.number());
  }
}

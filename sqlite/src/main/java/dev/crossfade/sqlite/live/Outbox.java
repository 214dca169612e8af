package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.EntryIds;
import dev.crossfade.sqlite.KeyParameter;
import dev.crossfade.sqlite.SqliteDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The table {@code crossfade_outbox}: one entry for every key that a write touched.
 *
 * <pre>
 * id  INTEGER PRIMARY KEY   grows for ever, see below
 * t   INTEGER               number of the followed table; 0 for the sentinel
 * k1, k2, ...               the key's cells as they are stored, no affinity
 * </pre>
 *
 * <p>SQLite gives a new row the largest id and one. So that an id never comes again, the entry with
 * the largest id is not removed but becomes the sentinel, until a larger one takes its place. The
 * sentinel is the smallest id, since a pass reads every entry up to the largest.
 */
final class Outbox {
  private static final String IDS = "SELECT id FROM crossfade_outbox WHERE t > 0";

  private static final String REMOVE_SENTINEL =
      "DELETE FROM crossfade_outbox WHERE t = 0 AND id <> ?"
          + " AND id = (SELECT min(id) FROM crossfade_outbox)";

  private Outbox() {}

  /** The statement that makes the table. */
  static String create(int keyColumns) {
    StringBuilder sql = new StringBuilder("CREATE TABLE crossfade_outbox(id INTEGER PRIMARY KEY");
    sql.append(", t INTEGER");
    for (int i = 1; i <= keyColumns; i++) {
      sql.append(", k").append(i);
    }
    return sql.append(')').toString();
  }

  static boolean isEmpty(SqliteDatabase database) {
    // The sentinel, if there is one, is the first row.
    return LiveFile.number(
            database, "SELECT count(*) FROM (SELECT 1 FROM crossfade_outbox WHERE t > 0 LIMIT 1)")
        == 0;
  }

  static long size(SqliteDatabase database) {
    return LiveFile.number(database, "SELECT count(*) FROM crossfade_outbox WHERE t > 0");
  }

  static EntryIds ids(SqliteDatabase database) {
    long[][] ids = {new long[64]};
    int[] count = {0};
    database.query(
        IDS,
        row -> {
          if (count[0] == ids[0].length) {
            ids[0] = Arrays.copyOf(ids[0], count[0] * 2);
          }
          ids[0][count[0]++] = row.getLong(1);
          return true;
        });
    return new EntryIds(Arrays.copyOf(ids[0], count[0]));
  }

  static List<Integer> tables(SqliteDatabase database) {
    return database.query(
        "SELECT DISTINCT t FROM crossfade_outbox WHERE t > 0 ORDER BY t", row -> row.getInt(1));
  }

  /** The distinct keys of a table; 1 and 1.0, a and A are different keys. */
  static String keys(FollowedTable followed) {
    StringBuilder select = new StringBuilder("SELECT ");
    StringBuilder group = new StringBuilder();
    for (int i = 1; i <= followed.key().size(); i++) {
      String comma = i == 1 ? "" : ", ";
      select.append(comma).append('k').append(i).append(" AS crossfade_k").append(i);
      group.append(comma).append("typeof(k").append(i).append("), k").append(i);
    }
    return select + " FROM crossfade_outbox WHERE t = " + followed.number() + " GROUP BY " + group;
  }

  /** Adds an entry for each of these encoded keys. */
  static void add(SqliteDatabase database, FollowedTable followed, List<byte[]> keys) {
    for (byte[] key : keys) {
      List<KeyParameter> cells = KeyParameter.decode(key);
      if (cells.size() != followed.key().size()) {
        throw new CrossfadeException(ErrorCode.CF_6311, "table " + followed.plan().target());
      }
      StringBuilder columns = new StringBuilder("INSERT INTO crossfade_outbox(t");
      StringBuilder values = new StringBuilder(") VALUES (?");
      List<Object> parameters = new ArrayList<>(List.of(followed.number()));
      for (int i = 0; i < cells.size(); i++) {
        columns.append(", k").append(i + 1);
        values.append(", ").append(cells.get(i).sql());
        parameters.add(cells.get(i).value());
      }
      database.execute(columns.append(values).append(')').toString(), parameters.toArray());
    }
  }

  /** Removes exactly these entries. */
  static void remove(SqliteDatabase database, EntryIds ids) {
    if (ids.size() == 0) {
      return;
    }
    long largest = LiveFile.number(database, "SELECT max(id) FROM crossfade_outbox");
    boolean takesLargest = ids.get(ids.size() - 1) == largest;
    if (takesLargest) {
      database.execute(REMOVE_SENTINEL, largest);
      database.execute("UPDATE crossfade_outbox SET t = 0 WHERE id = ?", largest);
    }
    int end = takesLargest ? ids.size() - 1 : ids.size();
    for (int from = 0; from < end; ) {
      int to = from + 1;
      while (to < end && ids.get(to) == ids.get(to - 1) + 1) {
        to++;
      }
      database.execute(
          "DELETE FROM crossfade_outbox WHERE id BETWEEN ? AND ?", ids.get(from), ids.get(to - 1));
      from = to;
    }
  }
}

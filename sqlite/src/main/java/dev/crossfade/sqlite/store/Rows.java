package dev.crossfade.sqlite.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.sqlite.SqliteDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents as rows and back. */
final class Rows {
  private static final char REPLACED = '\ufffd';

  private Rows() {}

  /**
   * A value as it lies in a row.
   *
   * @throws CrossfadeException CF-7003 when it is beyond the limits of documents
   */
  static String text(Document value) {
    try {
      return DocumentJson.encode(value);
    } catch (CrossfadeException e) {
      throw new CrossfadeException(ErrorCode.CF_7003, e.detail(), e);
    }
  }

  /** The value under a key that was checked, or null. */
  static @Nullable Document value(SqliteDatabase database, StoreTable table, String key) {
    List<byte[]> rows = database.query(table.selectValue(), row -> row.getBytes(1), key);
    return rows.isEmpty() ? null : decode(database, table.name(), rows.get(0));
  }

  /** The entry in a row of key and value; {@code table} for messages. */
  static StoreEntry entry(SqliteDatabase database, String table, ResultSet row)
      throws SQLException {
    String key = exact(database, table, row.getBytes(1));
    try {
      StoreKeys.check(key);
    } catch (CrossfadeException e) {
      throw foreign(database, table, e);
    }
    return new StoreEntry(key, decode(database, table, row.getBytes(2)));
  }

  private static Document decode(SqliteDatabase database, String table, byte[] value) {
    String json = exact(database, table, value);
    try {
      return DocumentJson.decode(json);
    } catch (CrossfadeException e) {
      throw foreign(database, table, e);
    }
  }

  /** Text that is not UTF-8, as another program may have put it there, is not taken for another. */
  private static String exact(SqliteDatabase database, String table, byte[] bytes) {
    byte[] there = bytes == null ? new byte[0] : bytes;
    String text = new String(there, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACED) >= 0
        && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), there)) {
      throw foreign(
          database, table, new CrossfadeException(ErrorCode.CF_7326, "text that is not UTF-8"));
    }
    return text;
  }

  private static CrossfadeException foreign(
      SqliteDatabase database, String table, CrossfadeException reason) {
    return new CrossfadeException(
        ErrorCode.CF_7326,
        database.location() + ", table " + table + ": " + reason.detail(),
        reason);
  }
}

package dev.crossfade.sqlite.store;

import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.sqlite.SqliteDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of a query, read one by one as they are asked for. */
final class RowWalk extends Spliterators.AbstractSpliterator<StoreEntry> implements AutoCloseable {
  private final SqliteDatabase database;
  private final String table;
  private final PreparedStatement statement;
  private final ResultSet rows;
  private boolean closed;

  /**
   * @param table for messages
   * @param sql of key and value, with one parameter or two
   */
  RowWalk(SqliteDatabase database, String table, String sql, String from, @Nullable String to) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL);
    this.database = database;
    this.table = table;
    try {
      statement = database.prepare(sql);
      statement.setString(1, from);
      if (to != null) {
        statement.setString(2, to);
      }
      rows = statement.executeQuery();
    } catch (SQLException e) {
      throw StoreErrors.of(database.errors().of(e, "table " + table));
    }
  }

  @Override
  public boolean tryAdvance(Consumer<? super StoreEntry> action) {
    StoreEntry entry;
    try {
      if (closed || !rows.next()) {
        return false;
      }
      entry = Rows.entry(database, table, rows);
    } catch (SQLException e) {
      throw StoreErrors.of(database.errors().of(e, "table " + table));
    }
    action.accept(entry);
    return true;
  }

  @Override
  public void close() {
    closed = true;
    try {
      statement.close();
    } catch (SQLException e) {
      throw StoreErrors.of(database.errors().of(e, "table " + table));
    }
  }
}

package dev.crossfade.sqlite.live;

import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.SqliteDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows that are kept as their encoding: the first column of a query. A second one is the
 * number that a scan goes on behind.
 */
final class CellsScan implements RowScan {
  private static final int BATCH_BYTES = 256 * 1024;
  private static final int BATCH_ROWS = 4096;

  private final SqliteDatabase database;
  private final String subject;
  private final PreparedStatement statement;
  private final ResultSet rows;
  private final boolean numbered;
  private Position position = Position.START;

  CellsScan(SqliteDatabase database, String subject, String sql, @Nullable Object... parameters) {
    this.database = database;
    this.subject = subject;
    try {
      statement = database.prepare(sql);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      rows = statement.executeQuery();
      numbered = rows.getMetaData().getColumnCount() > 1;
    } catch (SQLException e) {
      throw database.errors().of(e, subject);
    }
  }

  @Override
  public boolean next(RowBatch batch) {
    batch.clear();
    try {
      while (batch.size() < BATCH_BYTES && batch.rows() < BATCH_ROWS && rows.next()) {
        byte[] cells = rows.getBytes(1);
        batch.putRow(cells, 0, cells.length);
        if (numbered) {
          position = new Position(Long.toString(rows.getLong(2)));
        }
      }
      return batch.rows() > 0;
    } catch (SQLException e) {
      throw database.errors().of(e, subject);
    }
  }

  @Override
  public Position position() {
    return position;
  }

  @Override
  public void close() {
    try (statement) {
      rows.close();
    } catch (SQLException e) {
      throw database.errors().of(e, subject);
    }
  }
}

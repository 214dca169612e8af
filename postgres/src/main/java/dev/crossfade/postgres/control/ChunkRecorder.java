package dev.crossfade.postgres.control;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.Checkpoint;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.value.RowDigester;
import dev.crossfade.core.value.Tag;
import dev.crossfade.postgres.session.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Writes what belongs to a chunk beside its rows, within the caller's transaction. */
public final class ChunkRecorder {
  private static final String CHECKPOINT =
      SqlText.read(ChunkRecorder.class, "insert_checkpoint.sql");
  private static final String DEAD_LETTER =
      SqlText.read(ChunkRecorder.class, "insert_dead_letter.sql");

  private final CollectionPlan plan;
  private final String runId;
  private final RowDigester digester;

  /**
   * @param plan whose rows the chunks are
   * @param runId the run, which the ledger has
   */
  public ChunkRecorder(CollectionPlan plan, String runId) {
    this.plan = plan;
    this.runId = runId;
    digester = new RowDigester(plan.jsonColumns());
  }

  /** Writes the checkpoint of a chunk. */
  public void checkpoint(Connection connection, Checkpoint checkpoint) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(CHECKPOINT)) {
      insert.setString(1, runId);
      insert.setString(2, plan.target());
      insert.setInt(3, checkpoint.chunk());
      insert.setString(4, checkpoint.position().token());
      insert.setLong(5, checkpoint.read());
      insert.setLong(6, checkpoint.rejected());
      insert.setLong(7, checkpoint.written().rows());
      insert.setString(8, checkpoint.written().hex());
      insert.setInt(9, Tag.VERSION);
      insert.setLong(10, checkpoint.bytes());
      insert.setBytes(11, checkpoint.lastKey());
      insert.setBoolean(12, checkpoint.last());
      insert.executeUpdate();
    }
  }

  /** Writes the dead letters of a chunk. */
  public void deadLetters(Connection connection, int chunk, List<RejectedRecord> letters)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(DEAD_LETTER)) {
      for (RejectedRecord letter : letters) {
        insert.setString(1, runId);
        insert.setString(2, plan.target());
        insert.setInt(3, chunk);
        insert.setString(4, letter.collection());
        insert.setString(5, storable(letter.locator()));
        insert.setString(6, letter.column());
        insert.setString(7, letter.code().code());
        insert.setString(8, storable(letter.detail()));
        insert.setInt(9, Tag.VERSION);
        insert.setBytes(10, letter.row());
        String readable = ReadableRow.of(plan.columns(), letter.row());
        if (readable == null) {
          insert.setNull(11, Types.VARCHAR);
        } else {
          insert.setString(11, readable);
        }
        insert.setBytes(12, letter.raw());
        insert.setString(13, digest(letter.row()));
        insert.executeUpdate();
      }
    }
  }

  /** Takes dead letters away. */
  public void removeDeadLetters(Connection connection, List<Long> ids) throws SQLException {
    String sql = "DELETE FROM crossfade.dead_letters WHERE run_id = ? AND id = ANY (?)";
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setString(1, runId);
      delete.setArray(2, connection.createArrayOf("bigint", ids.toArray()));
      delete.executeUpdate();
    }
  }

  private String digest(byte[] row) {
    if (row.length == 0) {
      return "";
    }
    digester.hash(row, 0, row.length);
    return new Digest(1, digester.high(), digester.low()).hex();
  }

  /** Keys and details of sources may hold what text cannot. */
  private static String storable(String text) {
    return text.replace("\0", "\\0");
  }
}

package dev.crossfade.postgres.control;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.Checkpoint;
import dev.crossfade.core.store.DeadLetter;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.core.value.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows of the control schema as records, by the order of the columns in the queries. */
final class LedgerRows {
  private LedgerRows() {}

  static RunRecord run(ResultSet row) throws SQLException {
    Instant started = instant(row, 9);
    if (started == null) {
      throw new SQLException("a run without a start", "22004");
    }
    return new RunRecord(
        row.getString(1),
        RunRecord.State.valueOf(row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        started,
        instant(row, 10),
        row.getString(11));
  }

  static Checkpoint checkpoint(ResultSet row) throws SQLException {
    return new Checkpoint(
        row.getInt(1),
        new Position(row.getString(2)),
        row.getLong(3),
        row.getLong(4),
        Digest.ofHex(row.getLong(5), row.getString(6)),
        row.getLong(7),
        row.getBytes(8),
        row.getBoolean(9));
  }

  static DeadLetter deadLetter(ResultSet row) throws SQLException {
    RejectedRecord rejected =
        new RejectedRecord(
            row.getString(5),
            row.getString(6),
            row.getString(7),
            code(row.getString(8)),
            row.getString(9),
            row.getBytes(10),
            row.getBytes(11));
    return new DeadLetter(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        rejected,
        row.getString(12));
  }

  /** Codes are only ever added; one from a newer version reads as a value that does not fit. */
  private static ErrorCode code(String text) {
    String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
    for (ErrorCode code : ErrorCode.values()) {
      if (code.name().equals(name)) {
        return code;
      }
    }
    return ErrorCode.CF_5002;
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}

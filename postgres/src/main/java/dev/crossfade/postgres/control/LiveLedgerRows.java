package dev.crossfade.postgres.control;

import dev.crossfade.core.live.LiveLedger.AcceptedKey;
import dev.crossfade.core.live.LiveLedger.Choice;
import dev.crossfade.core.live.LiveLedger.DeadKey;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.LiveLedger.EventRecord;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.core.live.LiveLedger.PassRecord;
import dev.crossfade.core.live.LiveLedger.PassSummary;
import dev.crossfade.core.live.LiveLedger.Scope;
import dev.crossfade.core.live.LiveLedger.Snapshots;
import dev.crossfade.core.live.LiveLedger.SwitchRecord;
import dev.crossfade.core.live.LiveLedger.Throttled;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows about live migrations as records, by the order of the columns in the queries. */
final class LiveLedgerRows {
  private LiveLedgerRows() {}

  static Throttled throttled(ResultSet row) throws SQLException {
    return new Throttled(instant(row, 1), row.getString(2));
  }

  static Choice choice(ResultSet row) throws SQLException {
    return new Choice(texts(row, 1), texts(row, 2));
  }

  static MigrationRecord migration(ResultSet row) throws SQLException {
    return new MigrationRecord(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        instant(row, 8),
        snapshots(row));
  }

  static PassRecord pass(ResultSet row) throws SQLException {
    return new PassRecord(
        row.getString(1),
        row.getString(2),
        Direction.valueOf(row.getString(3)),
        instant(row, 4),
        row.getLong(5),
        row.getInt(6),
        row.getLong(7),
        row.getLong(8),
        Duration.of(row.getLong(9), ChronoUnit.MICROS));
  }

  static SwitchRecord switched(ResultSet row) throws SQLException {
    return new SwitchRecord(
        row.getString(1),
        Direction.valueOf(row.getString(2)),
        instant(row, 3),
        row.getString(4),
        row.getString(5),
        row.getLong(6),
        Duration.of(row.getLong(7), ChronoUnit.MICROS),
        row.getLong(8),
        row.getInt(9),
        row.getString(10));
  }

  static PassSummary passSummary(ResultSet row) throws SQLException {
    return new PassSummary(
        Direction.valueOf(row.getString(1)),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        instant(row, 5),
        instant(row, 6),
        Duration.of(row.getLong(7), ChronoUnit.MICROS),
        Duration.of(row.getLong(8), ChronoUnit.MICROS));
  }

  static VerificationRecord verification(ResultSet row) throws SQLException {
    return new VerificationRecord(
        row.getString(1),
        row.getString(2),
        instant(row, 3),
        row.getObject(4) == null ? null : instant(row, 4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getString(8),
        Scope.valueOf(row.getString(9)));
  }

  static DeadKey deadKey(ResultSet row) throws SQLException {
    return new DeadKey(
        row.getString(1), row.getBytes(2), row.getString(3), row.getString(4), instant(row, 5));
  }

  static AcceptedKey accepted(ResultSet row) throws SQLException {
    return new AcceptedKey(row.getString(1), row.getBytes(2), row.getString(3), row.getString(4));
  }

  static EventRecord event(ResultSet row) throws SQLException {
    return new EventRecord(
        row.getLong(1),
        row.getString(2),
        instant(row, 3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7));
  }

  private static @Nullable Snapshots snapshots(ResultSet row) throws SQLException {
    String sidecar = row.getString(11);
    return sidecar == null
        ? null
        : new Snapshots(Duration.ofMillis(row.getLong(9)), row.getInt(10), sidecar);
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }
}

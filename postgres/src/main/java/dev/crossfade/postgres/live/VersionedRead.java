package dev.crossfade.postgres.live;

import dev.crossfade.core.live.LiveStore.Picked;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.postgres.readback.QueryRead;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.sql.dialect.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a range of a table on a connection of its own, in a snapshot that shows one version. */
final class VersionedRead {
  private final Sessions sessions;
  private final LiveTarget target;
  private final ControlRow control;

  VersionedRead(Sessions sessions, LiveTarget target, ControlRow control) {
    this.sessions = sessions;
    this.target = target;
    this.control = control;
  }

  /** The rows of a range, or null when the snapshot shows another version. */
  @Nullable RowScan open(CollectionPlan plan, KeyRange range, long version) {
    return open(
        plan,
        version,
        QueryRead.snapshot(tables(plan), Duration.ZERO),
        connection -> {
          if (!range.equals(KeyRange.ALL)) {
            Parking.execute(connection, "SET LOCAL enable_sort = off");
          }
          QueryRead.requireTable(connection, target.schema(), plan);
          return QueryRead.range(connection, plan, target.schema(), range, 0);
        });
  }

  /** The rows of single keys, or null when the snapshot shows another version. */
  @Nullable RowScan open(Picked picked, long version) {
    return open(
        picked.plan(),
        version,
        QueryRead.snapshotWithTemporaryTables(tables(picked.plan()), Duration.ZERO),
        connection -> PickedRead.open(connection, target, picked));
  }

  private List<String> tables(CollectionPlan plan) {
    return List.of(Identifiers.quote(target.schema(), plan.target()));
  }

  private interface Opening {
    RowScan open(Connection connection) throws SQLException;
  }

  private @Nullable RowScan open(CollectionPlan plan, long version, String begin, Opening opening) {
    Connection connection = sessions.take();
    boolean opened = false;
    try {
      Parking.execute(connection, begin);
      if (control.read(connection).version() != version) {
        return null;
      }
      Sessions.unlimited(connection);
      RowScan scan = opening.open(connection);
      opened = true;
      return new Kept(scan, sessions, connection);
    } catch (SQLException e) {
      throw ServerFailure.statement(e, "reading " + plan.target());
    } finally {
      if (!opened) {
        sessions.giveBack(connection);
      }
    }
  }

  private static final class Kept implements RowScan {
    private final RowScan scan;
    private final Sessions sessions;
    private final Connection connection;
    private boolean closed;

    Kept(RowScan scan, Sessions sessions, Connection connection) {
      this.scan = scan;
      this.sessions = sessions;
      this.connection = connection;
    }

    @Override
    public boolean next(RowBatch batch) {
      return scan.next(batch);
    }

    @Override
    public Position position() {
      return scan.position();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        try (scan) {
          // Whatever comes of it, the connection goes back, and is dropped there if it is broken.
        } finally {
          sessions.giveBack(connection);
        }
      }
    }
  }
}

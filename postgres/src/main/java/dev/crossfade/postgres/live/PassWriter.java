package dev.crossfade.postgres.live;

import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.LiveStore.Applied;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Applies passes to the tables of a closed store. A pass is one transaction: the control row is
 * locked and decides; the transaction is marked in it; keys and rows come into temporary tables and
 * are merged from there; dead keys and the pass itself are noted.
 *
 * <p>What decides about the time of a small pass is how often the server is asked: once for the
 * row, once for all that is written, once for the commit.
 */
final class PassWriter {
  private static final String FORGET = SqlText.read(PassWriter.class, "forget_passes.sql");
  private static final int KEPT = 100_000;
  private static final int FORGET_EVERY = 1_000;

  private final LiveTarget target;
  private final ControlRow control;
  private final Duration patience;
  private final DeadKeys deadKeys;
  private final ChangedKeyRecord changed;
  private final Map<String, TableSql> tables = new HashMap<>();
  private long noted;

  /**
   * @param patience how long a pass waits for locks on tables and rows that others hold
   */
  PassWriter(LiveTarget target, ControlRow control, Duration patience) {
    this.patience = patience;
    this.target = target;
    this.control = control;
    deadKeys = new DeadKeys(target.migration());
    changed = new ChangedKeyRecord(target.migration());
  }

  /** The keys that are dead here. */
  DeadKeys deadKeys() {
    return deadKeys;
  }

  /** What came here and was not compared since. */
  ChangedKeyRecord changed() {
    return changed;
  }

  /**
   * The transaction, but for its commit; null when nothing may be done.
   *
   * @param inPlace whether a small pass may be tried in place; false after {@link NotInPlace}
   */
  @Nullable Applied apply(Connection connection, Changes changes, long seenVersion, boolean inPlace)
      throws SQLException {
    SmallPass small = inPlace ? SmallPass.of(changes, this::sql) : null;
    String[] names =
        changes.collections().stream().map(change -> sql(change).table()).toArray(String[]::new);
    ControlRow.LockedPass locked = control.lock(connection, names, patience);
    Optional<StoreState> next = Rules.apply(locked.row().state(), changes.epoch(), seenVersion);
    if (next.isEmpty()) {
      return null;
    }
    FaultPoints.hit("live.pass.locked");
    if (locked.meetsTriggers()) {
      throw new StrangeTriggers();
    }
    int dead = 0;
    if (small == null) {
      dead = staged(connection, changes, next.get(), locked.row().hasDeadKeys());
    } else {
      small(connection, changes, next.get(), locked.row().hasDeadKeys(), small);
    }
    if (locked.row().recording()) {
      changed.record(connection, changes, next.get().version());
    }
    forgetNowAndThen(connection);
    FaultPoints.hit("live.pass.before-commit");
    return new Applied(next.get(), dead);
  }

  private void small(
      Connection connection, Changes changes, StoreState next, boolean hasDeadKeys, SmallPass small)
      throws SQLException {
    if (hasDeadKeys) {
      for (CollectionChange change : changes.collections()) {
        deadKeys.clear(connection, change.plan().target(), change.keys());
      }
    }
    FaultPoints.hit("live.pass.staged");
    try {
      control.pass(connection, next, noted(changes, Direction.FORTH, 0, next.version()), small);
    } catch (SQLException e) {
      if (Violations.isOfRows(e)) {
        throw new NotInPlace(e);
      }
      throw e;
    }
  }

  private int staged(Connection connection, Changes changes, StoreState next, boolean hasDeadKeys)
      throws SQLException {
    Sessions.unlimited(connection);
    control.beginPass(connection, next, changes.passId(), preparations(changes));
    List<StagedTable> staged = new ArrayList<>();
    for (CollectionChange change : changes.collections()) {
      StagedTable table = new StagedTable(connection, sql(change), change);
      table.stage();
      staged.add(table);
    }
    FaultPoints.hit("live.pass.staged");
    List<StagedTable> quiet = quiet(connection, staged);
    merge(connection, staged);
    for (StagedTable table : quiet) {
      String alter = "ALTER TABLE " + table.sql().table();
      Parking.execute(connection, alter + " ENABLE ALWAYS TRIGGER crossfade_record");
    }
    int dead = 0;
    for (int i = 0; i < staged.size(); i++) {
      note(connection, changes.collections().get(i), staged.get(i), hasDeadKeys);
      dead += staged.get(i).dead().size();
    }
    control.note(connection, noted(changes, Direction.FORTH, dead, next.version()));
    return dead;
  }

  private static ControlRow.Noted noted(
      Changes changes, Direction direction, int dead, long version) {
    return new ControlRow.Noted(
        changes.passId(),
        direction,
        changes.keys(),
        dead,
        changes.epoch(),
        version,
        direction == Direction.FORTH);
  }

  /** Notes a pass from here to the other store in the list of passes. */
  void noteBack(Connection connection, Changes changes) throws SQLException {
    control.note(connection, noted(changes, Direction.BACK, 0, 0));
    forgetNowAndThen(connection);
  }

  private void forgetNowAndThen(Connection connection) throws SQLException {
    noted++;
    if (noted % FORGET_EVERY == 0) {
      forgetOldPasses(connection);
    }
  }

  private void forgetOldPasses(Connection connection) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
      delete.setString(1, target.migration());
      delete.setString(2, target.migration());
      delete.setInt(3, KEPT - 1);
      delete.executeUpdate();
    }
  }

  /**
   * Quiets the trigger of the row on tables into which much comes: it would let each row of the
   * pass through anyway, one by one. Nobody sees that but this transaction, whose lock keeps
   * writers out and readers not; where the lock is not free at once, or there is no such trigger,
   * nothing is quieted.
   */
  private static List<StagedTable> quiet(Connection connection, List<StagedTable> staged)
      throws SQLException {
    List<StagedTable> quiet = new ArrayList<>();
    for (StagedTable table : staged) {
      if (!table.isLarge()) {
        continue;
      }
      String name = table.sql().table();
      Parking.execute(connection, "SAVEPOINT crossfade_quiet");
      try {
        Parking.execute(
            connection,
            "LOCK TABLE "
                + name
                + " IN SHARE ROW EXCLUSIVE MODE NOWAIT; ALTER TABLE "
                + name
                + " DISABLE TRIGGER crossfade_record");
        quiet.add(table);
      } catch (SQLException e) {
        String state = ServerFailure.state(e);
        if (!state.equals("55P03") && !state.equals("42704")) {
          throw e;
        }
        Parking.execute(connection, "ROLLBACK TO SAVEPOINT crossfade_quiet");
      }
    }
    return quiet;
  }

  private static void merge(Connection connection, List<StagedTable> staged) throws SQLException {
    List<String> statements = new ArrayList<>();
    staged.forEach(table -> statements.addAll(table.mergeInPlace()));
    if (statements.isEmpty() || RowMerge.tries(connection, statements) == null) {
      return;
    }
    for (StagedTable table : staged) {
      new RowMerge(connection, table).run();
    }
  }

  private void note(
      Connection connection, CollectionChange change, StagedTable table, boolean hasDeadKeys)
      throws SQLException {
    String name = change.plan().target();
    if (hasDeadKeys && change.whole()) {
      deadKeys.clear(connection, name);
    } else if (hasDeadKeys) {
      deadKeys.clear(connection, name, change.keys());
    }
    if (!table.dead().isEmpty()) {
      deadKeys.save(connection, name, table.dead());
    }
  }

  private String preparations(Changes changes) {
    StringBuilder statements = new StringBuilder();
    for (CollectionChange change : changes.collections()) {
      for (String statement : StagedTable.preparations(sql(change), change)) {
        statements.append(";\n").append(statement);
      }
    }
    return statements.toString();
  }

  private TableSql sql(CollectionChange change) {
    return tables.computeIfAbsent(
        change.plan().target(),
        name -> new TableSql(target.migration(), target.schema(), change.plan()));
  }
}

package dev.crossfade.postgres.control;

import dev.crossfade.core.store.Checkpoint;
import dev.crossfade.core.store.DeadLetter;
import dev.crossfade.core.store.Ledger;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ledger in the schema {@code crossfade} of the target. Safe for several threads. */
public final class PostgresLedger implements Ledger {
  private static final int FETCH_ROWS = 200;
  private static final String SAVE_RUN = SqlText.read(PostgresLedger.class, "save_run.sql");
  private static final String RUNS = SqlText.read(PostgresLedger.class, "select_runs.sql");
  private static final String CHECKPOINTS =
      SqlText.read(PostgresLedger.class, "select_checkpoints.sql");
  private static final String DEAD_LETTERS =
      SqlText.read(PostgresLedger.class, "select_dead_letters.sql");

  private final Sessions sessions;
  private final ControlWork control;

  /**
   * @param sessions connections to the target, closed by the caller
   */
  public PostgresLedger(Sessions sessions) {
    this.sessions = sessions;
    control = new ControlWork(sessions);
  }

  @Override
  public void migrate() {
    new Migrator(sessions, Migration.known()).migrate();
  }

  @Override
  public Optional<Lock> lock(String schema) {
    return RunLock.take(sessions, "crossfade run " + schema).map(lock -> lock);
  }

  @Override
  public void save(RunRecord run) {
    control.transact("saving run " + run.id(), connection -> save(connection, run));
  }

  @Override
  public List<RunRecord> runs() {
    return control.transact("reading the runs", connection -> runs(connection, null));
  }

  @Override
  public Optional<RunRecord> run(String id) {
    return control.transact("reading run " + id, connection -> runs(connection, id)).stream()
        .findFirst();
  }

  @Override
  public List<Checkpoint> checkpoints(String runId, String target) {
    return control.transact(
        "reading the checkpoints of " + target,
        connection -> {
          List<Checkpoint> checkpoints = new ArrayList<>();
          try (PreparedStatement query = connection.prepareStatement(CHECKPOINTS)) {
            query.setString(1, runId);
            query.setString(2, target);
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                checkpoints.add(LedgerRows.checkpoint(row));
              }
            }
          }
          return checkpoints;
        });
  }

  @Override
  public void forgetProgress(String runId) {
    control.transact(
        "forgetting the progress of run " + runId,
        connection ->
            delete(connection, "DELETE FROM crossfade.checkpoints WHERE run_id = ?", runId)
                + delete(connection, "DELETE FROM crossfade.dead_letters WHERE run_id = ?", runId));
  }

  @Override
  public void deadLetters(String runId, String target, Consumer<DeadLetter> each) {
    control.transact(
        "reading the dead letters of run " + runId,
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(DEAD_LETTERS)) {
            query.setFetchSize(FETCH_ROWS);
            query.setString(1, runId);
            query.setString(2, target);
            query.setString(3, target);
            int count = 0;
            try (ResultSet row = query.executeQuery()) {
              for (; row.next(); count++) {
                each.accept(LedgerRows.deadLetter(row));
              }
            }
            return count;
          }
        });
  }

  private static int save(Connection connection, RunRecord run) throws SQLException {
    try (PreparedStatement save = connection.prepareStatement(SAVE_RUN)) {
      save.setString(1, run.id());
      save.setString(2, run.state().name());
      save.setString(3, run.source());
      save.setString(4, run.sourceDigest());
      save.setString(5, run.schema());
      save.setString(6, run.stagingSchema());
      save.setString(7, run.planText());
      save.setString(8, run.options());
      save.setObject(9, OffsetDateTime.ofInstant(run.startedAt(), ZoneOffset.UTC));
      save.setObject(
          10,
          run.finishedAt() == null
              ? null
              : OffsetDateTime.ofInstant(run.finishedAt(), ZoneOffset.UTC));
      save.setString(11, run.reportJson());
      return save.executeUpdate();
    }
  }

  private static List<RunRecord> runs(Connection connection, @Nullable String id)
      throws SQLException {
    List<RunRecord> runs = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(RUNS)) {
      query.setString(1, id);
      query.setString(2, id);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          runs.add(LedgerRows.run(row));
        }
      }
    }
    return runs;
  }

  private static int delete(Connection connection, String sql, String runId) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setString(1, runId);
      return delete.executeUpdate();
    }
  }
}

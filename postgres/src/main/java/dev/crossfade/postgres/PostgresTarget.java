package dev.crossfade.postgres;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.BulkLoader;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Ledger;
import dev.crossfade.core.store.RejectSink;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.Target;
import dev.crossfade.postgres.bulk.LoadTask;
import dev.crossfade.postgres.bulk.PostgresBulkLoader;
import dev.crossfade.postgres.control.PostgresLedger;
import dev.crossfade.postgres.readback.ConnectionSource;
import dev.crossfade.postgres.readback.PostgresReadBack;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A PostgreSQL database, 14 or newer, encoding UTF8. Needs no superuser: CREATE on the database for
 * the control schema and for new schemas, and rights on what it works with. Works behind a pooler
 * in transaction mode. Safe for several threads.
 */
public final class PostgresTarget implements Target {
  private static final String RELATIONS = SqlText.read(PostgresTarget.class, "relations.sql");

  private final Sessions sessions;
  private final Statements statements;
  private final Ledger ledger;
  private final PostgresReadBack readBack;

  /**
   * @param opener opens a new connection to the database; it is closed here. An error of it is
   *     passed on as it is
   */
  public PostgresTarget(Supplier<Connection> opener) {
    sessions = new Sessions(opener);
    statements = new Statements(sessions);
    ledger = new PostgresLedger(sessions);
    readBack = new PostgresReadBack(new Kept(sessions));
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The search path is empty: names are to be given with their schemas.
   */
  @Override
  public void execute(List<String> sql) {
    statements.execute(sql);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The search path is empty: names are to be given with their schemas.
   *
   * @throws dev.crossfade.core.error.CrossfadeException when the server or the connection fails,
   *     not the statement
   */
  @Override
  public List<FailedStatement> attempt(List<String> sql) {
    return statements.attempt(sql);
  }

  @Override
  public BulkLoader loader(CollectionPlan plan, String schema, String runId, RejectSink rejects) {
    return new PostgresBulkLoader(sessions, new LoadTask(plan, schema, runId), rejects);
  }

  @Override
  public RowScan readBack(CollectionPlan plan, String schema, KeyRange range) {
    return readBack.readBack(plan, schema, range);
  }

  @Override
  public List<String> relations(String schema) {
    return statements.strings(RELATIONS, schema);
  }

  /**
   * {@inheritDoc}
   *
   * <p>One transaction; the search path is the server's own. Parameters may be {@code String},
   * {@code Long}, {@code Integer}, {@code Boolean}, {@code byte[]}, {@code java.time} values or
   * null.
   */
  @Override
  public void query(String sql, List<?> parameters, Consumer<List<String>> row) {
    statements.query(sql, parameters, row);
  }

  @Override
  public void close() {
    sessions.close();
  }

  /**
   * Lets a read use a connection that is open already: to open one can take longer than to read.
   */
  private record Kept(Sessions sessions) implements ConnectionSource {
    @Override
    public Connection open() {
      return sessions.take();
    }

    @Override
    public void giveBack(Connection connection) throws SQLException {
      try {
        if (!connection.isClosed()) {
          connection.setAutoCommit(false);
        }
      } finally {
        sessions.giveBack(connection);
      }
    }
  }
}

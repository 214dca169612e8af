package dev.crossfade.facade.live;

import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.Store;
import dev.crossfade.move.Backfill;
import dev.crossfade.move.MoveOptions;
import dev.crossfade.move.MoveSource;
import dev.crossfade.move.MoveTarget;
import dev.crossfade.postgres.PostgresTarget;
import dev.crossfade.postgres.catalog.PostgresSchemaReader;
import dev.crossfade.postgres.control.PostgresLiveLedger;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import dev.crossfade.postgres.live.LiveTarget;
import dev.crossfade.postgres.live.PostgresLiveStore;
import dev.crossfade.postgres.session.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Documents in a store, and a scratch database to which they are copied and followed. */
final class DocumentsAndTables implements AutoCloseable {
  static final String MIGRATION = "documents-1";

  final DocumentLiveStore first;
  private final Store store;
  private final List<DocumentCollection> collections;
  private final ScratchDatabase database = ScratchServer.createDatabase();
  private final Sessions sessions = new Sessions(this::connect, Sessions.ANSWER);
  private final PostgresTarget target = new PostgresTarget(this::connect);

  DocumentsAndTables(
      Store store, String group, List<DocumentCollection> collections, CommitSignal signal) {
    this.store = store;
    this.collections = collections;
    first = new DocumentLiveStore(store, group, collections, RowSpool::new, signal);
    target.ledger().migrate();
    new PostgresLiveLedger(sessions).migrate();
  }

  private Connection connect() {
    try {
      return database.connect();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<CollectionPlan> plans() {
    return collections.stream().map(one -> one.table().plan()).toList();
  }

  private PostgresLiveStore tables(String schema) {
    return new PostgresLiveStore(
        sessions, new LiveTarget(MIGRATION, schema, plans()), Duration.ofMinutes(5));
  }

  Plan plan() {
    return new Plan("memory.edn", plans());
  }

  /**
   * Copies the documents as {@code crossfade follow} does, and gives the closed store of the
   * tables.
   *
   * @param between called between two chunks of one row each
   */
  PostgresLiveStore copy(Runnable between) {
    first.install();
    MoveTarget moveTarget =
        new MoveTarget(
            "the scratch database",
            target,
            schema -> new PostgresSchemaReader(this::connect, schema).read());
    DocumentSource source = new DocumentSource(store, "memory.edn", collections);
    Backfill backfill =
        new Backfill(
            new MoveSource("memory.edn", source, null, List.of()),
            moveTarget,
            new Backfill.Task(
                MIGRATION, plan(), "plan: 1\n", "public", new MoveOptions.Effort(1, 10)),
            Events.NONE,
            new Cancellation(),
            Clock.systemUTC());
    backfill.begin();
    try (PostgresLiveStore staged = tables(Backfill.staging(MIGRATION))) {
      staged.register(StoreState.SECOND, "public", "memory.edn");
      backfill.copy(rows -> between.run());
      backfill.keys();
      staged.change(Rules::complete);
      backfill.constrain();
      staged.install();
    }
    backfill.publish();
    PostgresLiveStore visible = tables("public");
    visible.install();
    return visible;
  }

  /** Statements of somebody, in one transaction. */
  void sql(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  /** The rows of a query, cells between bars. */
  List<String> lines(String sql) {
    List<String> lines = new ArrayList<>();
    target.query(sql, List.of(), row -> lines.add(String.join("|", row)));
    return lines;
  }

  @Override
  public void close() {
    target.close();
    sessions.close();
    database.close();
  }
}

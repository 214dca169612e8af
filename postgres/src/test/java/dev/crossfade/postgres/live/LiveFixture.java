package dev.crossfade.postgres.live;

import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.live.EntryIds;
import dev.crossfade.core.live.LiveStore.Applied;
import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import dev.crossfade.postgres.LoadFixture;
import dev.crossfade.postgres.control.PostgresLiveLedger;
import dev.crossfade.postgres.session.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A scratch database with followed tables in it. Everything of ours is done by a role that is no
 * superuser and owns the tables.
 */
final class LiveFixture implements AutoCloseable {
  static final String MIGRATION = "live-1";
  private static final String OWNER = "crossfade_owner";
  private static final String WRITER = "crossfade_writer";

  final LoadFixture load = new LoadFixture();

  /** Connections of {@link #sessions}, closed ones included. */
  final List<Connection> connections = new CopyOnWriteArrayList<>();

  final Sessions sessions = new Sessions(this::connectAsOwner, Sessions.ANSWER);
  final PostgresLiveLedger ledger = new PostgresLiveLedger(sessions);
  final PostgresLiveStore store;
  private final AtomicInteger passes = new AtomicInteger();

  /**
   * @param tables DDL, executed with the search path at {@link LoadFixture#SCHEMA}
   */
  LiveFixture(List<String> tables, CollectionPlan... plans) {
    String database = load.database.name();
    for (String role : List.of(OWNER, WRITER)) {
      load.target.attempt(List.of("CREATE ROLE " + role));
    }
    load.target.execute(
        List.of(
            "DROP SCHEMA crossfade CASCADE",
            "GRANT CREATE ON DATABASE " + database + " TO " + OWNER,
            "ALTER SCHEMA staging OWNER TO " + OWNER,
            "GRANT USAGE ON SCHEMA staging TO " + WRITER));
    ledger.migrate();
    sql(
        "ALTER DEFAULT PRIVILEGES IN SCHEMA staging GRANT ALL ON TABLES TO " + WRITER,
        "ALTER DEFAULT PRIVILEGES IN SCHEMA staging GRANT ALL ON SEQUENCES TO " + WRITER);
    tables.forEach(this::sql);
    store = store(plans);
    store.register(StoreState.SECOND, LoadFixture.SCHEMA, "/home/app/app.sqlite");
  }

  PostgresLiveStore store(CollectionPlan... plans) {
    return store(MIGRATION, LoadFixture.SCHEMA, plans);
  }

  PostgresLiveStore store(String migration, String schema, CollectionPlan... plans) {
    return store(migration, schema, Duration.ofSeconds(2), plans);
  }

  private PostgresLiveStore store(
      String migration, String schema, Duration patience, CollectionPlan... plans) {
    return new PostgresLiveStore(
        sessions, new LiveTarget(migration, schema, List.of(plans)), patience);
  }

  /** Statements of the tables' owner. */
  void sql(String... statements) {
    for (String statement : statements) {
      sessions.transact(
          statement,
          connection -> {
            try (Statement run = connection.createStatement()) {
              run.execute("SET LOCAL search_path = staging");
              return run.execute(statement);
            }
          });
    }
  }

  /** A connection of the application, in autocommit, with the search path at the tables. */
  Connection writer() throws SQLException {
    Connection connection = connect(WRITER);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = staging");
    }
    return connection;
  }

  /** A statement of the application in a transaction of its own. */
  void write(String... statements) throws SQLException {
    try (Connection connection = writer();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Connection connectAsOwner() {
    Connection connection = connect(OWNER);
    connections.add(connection);
    return connection;
  }

  private Connection connect(String role) {
    Connection connection = load.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE " + role);
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the store the open one. */
  void openStore() {
    store.change(Rules::complete);
    StoreState promised = store.change(state -> Rules.promise(state, 0)).orElseThrow();
    store.change(state -> Rules.open(state, promised.promise())).orElseThrow();
  }

  /** Closes the open store by a higher ballot. */
  void closeStore() {
    close(store);
  }

  /** The same by one who waits for writers however slow the machine is. */
  void closeStorePatiently(CollectionPlan... plans) {
    close(store(MIGRATION, LoadFixture.SCHEMA, Duration.ofMinutes(10), plans));
  }

  private static void close(PostgresLiveStore store) {
    StoreState open = store.state();
    store.change(state -> Rules.close(state, open.epoch(), open.ballot() + 1)).orElseThrow();
  }

  List<String> lines(String query) {
    return load.lines(query);
  }

  static Value integer(long value) {
    return new Value.Int(value);
  }

  static Value text(String value) {
    return new Value.Text(value);
  }

  static Spool spool(List<List<Value>> rows) {
    Spool spool = new RowSpool();
    spool.add(LoadFixture.batch(rows));
    return spool;
  }

  static List<List<Value>> values(RowScan scan) {
    List<List<Value>> all = new ArrayList<>();
    RowBatch batch = new RowBatch(1024);
    while (scan.next(batch)) {
      for (int row = 0; row < batch.rows(); row++) {
        List<Value> values = new ArrayList<>();
        CellCursor cells = batch.cursor(row);
        while (cells.next()) {
          values.add(Value.of(cells));
        }
        all.add(values);
      }
    }
    return all;
  }

  static CollectionChange change(
      CollectionPlan plan, List<List<Value>> keys, List<List<Value>> rows) {
    return new CollectionChange(plan, false, spool(keys), spool(rows));
  }

  static CollectionChange whole(CollectionPlan plan, List<List<Value>> rows) {
    return new CollectionChange(plan, true, new RowSpool(), spool(rows));
  }

  Changes changes(CollectionChange... collections) {
    return new Changes(
        "pass-" + passes.incrementAndGet(),
        0,
        new EntryIds(new long[0]),
        List.of(collections),
        null);
  }

  Applied apply(CollectionChange... collections) {
    return store.apply(changes(collections), store.state().version());
  }

  @Override
  public void close() {
    store.close();
    sessions.close();
    load.close();
  }
}

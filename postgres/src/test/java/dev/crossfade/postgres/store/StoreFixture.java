package dev.crossfade.postgres.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.hybrid.Attribute;
import dev.crossfade.core.hybrid.AttributeType;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.postgres.connect.Connector;
import dev.crossfade.postgres.connect.TargetUrl;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import dev.crossfade.sql.convert.ConvertOptions;
import dev.crossfade.sql.convert.PostgresDdl;
import dev.crossfade.sql.convert.SchemaConverter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A scratch database with tables of documents, made as a move makes them. */
final class StoreFixture implements AutoCloseable {
  static final String SCHEMA = "application";

  static final StorePool.Limits LIMITS =
      new StorePool.Limits(12, Duration.ofSeconds(60), Duration.ofSeconds(120));

  final ScratchDatabase database = ScratchServer.createDatabase();
  final StoreRouter router;
  private final List<StorePool> pools = new ArrayList<>();

  StoreFixture(StoreRouter router) {
    this.router = router;
    sql("CREATE SCHEMA " + SCHEMA);
    Plan plan = plan(router.tables());
    PostgresDdl ddl =
        new PostgresDdl(
            SchemaConverter.fromPlan(plan, new ConvertOptions(SCHEMA, 14)).schema(), SCHEMA);
    ddl.tables().forEach(made -> sql(made.sql()));
    ddl.keysAndIndexes().forEach(made -> sql(made.sql()));
  }

  private static Plan plan(List<HybridTable> tables) {
    return new Plan("documents", tables.stream().map(HybridTable::plan).toList());
  }

  /** All keys in one table without attributes. */
  static StoreRouter one() {
    return StoreRouter.of(new HybridTable("default", "documents", List.of()));
  }

  /** Three tables: keys that begin with k or n, those with a slash, and all others. */
  static StoreRouter several() {
    HybridTable numbered =
        new HybridTable(
            "k{id}",
            "Numbered docs",
            List.of(
                attribute("n", AttributeType.BIGINT), attribute("at", AttributeType.TIMESTAMPTZ)));
    HybridTable folders =
        new HybridTable("{a}/{b}", "folders", List.of(attribute("user/id", AttributeType.TEXT)));
    HybridTable rest = new HybridTable("default", "rest", List.of());
    return new StoreRouter() {
      @Override
      public List<HybridTable> tables() {
        return List.of(numbered, folders, rest);
      }

      @Override
      public HybridTable table(String key) {
        boolean number = key.startsWith("k") || key.startsWith("n");
        return number ? numbered : key.indexOf('/') >= 0 ? folders : rest;
      }

      @Override
      public boolean mayHold(HybridTable table, String prefix) {
        return table != numbered
            || prefix.isEmpty()
            || prefix.startsWith("k")
            || prefix.startsWith("n");
      }
    };
  }

  private static Attribute attribute(String name, AttributeType type) {
    return new Attribute(name, List.of(new Document.Keyword(name)), type);
  }

  Connector connector() {
    return Connector.to(TargetUrl.parse(database.url()));
  }

  /** A pool that is closed with the fixture. */
  StorePool pool(StorePool.Limits limits) {
    StorePool pool = new StorePool(connector(), limits);
    pools.add(pool);
    return pool;
  }

  PostgresStore open() {
    return open(pool(LIMITS));
  }

  PostgresStore open(StoreConnections connections) {
    return new PostgresStore(connections, SCHEMA, router, table -> null);
  }

  void sql(String... statements) {
    try (Connection connection = database.connect();
        Statement run = connection.createStatement()) {
      for (String statement : statements) {
        run.execute(statement);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Connection connect() {
    try {
      return database.connect();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  HybridTable table(String name) {
    return router.tables().stream()
        .filter(table -> table.plan().target().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The first column of the only row. */
  String one(String query) {
    return lines(query);
  }

  /** The first column of the last statement's rows, a line each. */
  String lines(String... statements) {
    try (Connection connection = connect();
        Statement run = connection.createStatement()) {
      for (int i = 0; i < statements.length - 1; i++) {
        run.execute(statements[i]);
      }
      List<String> lines = new ArrayList<>();
      try (ResultSet row = run.executeQuery(statements[statements.length - 1])) {
        while (row.next()) {
          lines.add(row.getString(1));
        }
      }
      return String.join("\n", lines);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    pools.forEach(StorePool::close);
    database.close();
  }
}

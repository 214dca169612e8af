package dev.crossfade.cli.live;

import dev.crossfade.cli.target.ChosenTarget;
import dev.crossfade.config.PlanYaml;
import dev.crossfade.facade.live.PostgresSide;
import dev.crossfade.live.Side;
import dev.crossfade.live.Wiring;
import dev.crossfade.move.MoveSource;
import dev.crossfade.move.MoveTarget;
import dev.crossfade.postgres.PostgresTarget;
import dev.crossfade.postgres.catalog.PostgresSchemaReader;
import dev.crossfade.postgres.connect.Connector;
import dev.crossfade.postgres.control.PostgresLiveLedger;
import dev.crossfade.postgres.live.ServerLoad;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sqlite.SqliteSource;
import dev.crossfade.sqlite.live.LiveSqliteSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQLite and PostgreSQL as the two stores of live migrations. */
final class LiveWiring implements AutoCloseable {
  private final Sessions sessions;
  private final PostgresTarget target;
  private final Wiring wiring;

  LiveWiring(ChosenTarget chosen) {
    Connector connector = chosen.connector();
    sessions =
        new Sessions(connector::open, connector.isLimited() ? Duration.ZERO : Sessions.ANSWER);
    target = new PostgresTarget(connector::open);
    MoveTarget moveTarget =
        new MoveTarget(
            chosen.url().display(),
            target,
            schema -> new PostgresSchemaReader(connector::open, schema).read());
    String destination = chosen.url().display();
    wiring =
        new Wiring(
            moveTarget,
            new ServerLoad(sessions),
            new PostgresLiveLedger(sessions),
            LiveWiring::reading,
            scope -> first(scope, destination),
            scope -> new PostgresSide(scope, sessions, target),
            text -> PlanYaml.read(text, "the migration's plan"),
            plan -> PlanYaml.write(plan, null));
  }

  private Side first(Wiring.Scope scope, String destination) {
    return scope.snapshots() == null
        ? new SqliteSide(scope, destination)
        : new SnapshotSide(scope, scope.snapshots(), this::lastPass, this::isBegun);
  }

  private @Nullable String lastPass(Wiring.Scope scope) {
    try (PostgresSide second = new PostgresSide(scope, sessions, target)) {
      return second.store().lastPass();
    }
  }

  private boolean isBegun(Wiring.Scope scope) {
    return target.ledger().run(scope.migration()).isPresent();
  }

  private static MoveSource reading(Wiring.Scope scope, Side first) {
    if (first instanceof SnapshotSide snapshots) {
      return snapshots.reading();
    }
    return reading(Path.of(scope.source()), first.store()::sync);
  }

  /**
   * A file that a program goes on writing, read without a long snapshot.
   *
   * @param sync makes it durable
   */
  static MoveSource reading(Path file, Runnable sync) {
    SchemaModel schema;
    try (SqliteSource source = SqliteSource.open(file)) {
      schema = source.schemaReader().read();
    }
    return new MoveSource(
        file.toString(),
        LiveSqliteSource.open(file, SqliteSource.Options.DEFAULT.busyTimeout(), sync),
        schema,
        List.of());
  }

  Wiring wiring() {
    return wiring;
  }

  @Override
  public void close() {
    target.close();
    sessions.close();
  }
}

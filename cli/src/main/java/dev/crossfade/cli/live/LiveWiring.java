package dev.crossfade.cli.live;

import dev.crossfade.cli.target.ChosenTarget;
import dev.crossfade.config.PlanYaml;
import dev.crossfade.core.live.LiveStore;
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
import java.util.List;

/** SQLite and PostgreSQL as the two stores of live migrations. */
final class LiveWiring implements AutoCloseable {
  private final Sessions sessions;
  private final PostgresTarget target;
  private final Wiring wiring;

  LiveWiring(ChosenTarget chosen) {
    Connector connector = chosen.connector();
    sessions = new Sessions(connector::open);
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
            scope -> new SqliteSide(scope, destination),
            scope -> new PostgresSide(scope, sessions, target),
            text -> PlanYaml.read(text, "the migration's plan"),
            plan -> PlanYaml.write(plan, null));
  }

  private static MoveSource reading(Wiring.Scope scope, LiveStore first) {
    return reading(Path.of(scope.source()), first::sync);
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

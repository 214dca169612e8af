package dev.crossfade.cli.live;

import dev.crossfade.cli.target.ChosenTarget;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Requests;
import dev.crossfade.facade.live.PostgresSide;
import dev.crossfade.facade.live.StoreWiring;
import dev.crossfade.live.LaneSource;
import dev.crossfade.live.Side;
import dev.crossfade.live.Wiring;
import dev.crossfade.move.MoveSource;
import dev.crossfade.postgres.connect.Connector;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sqlite.SqliteSource;
import dev.crossfade.sqlite.live.LiveSqliteSource;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQLite and PostgreSQL as the two stores of live migrations. */
final class LiveWiring implements AutoCloseable {
  private final StoreWiring stores;

  LiveWiring(ChosenTarget chosen) {
    Connector connector = chosen.connector();
    String destination = chosen.url().display();
    stores = new StoreWiring(connector, LiveWiring::reading, scope -> first(scope, destination));
  }

  private Side first(Wiring.Scope scope, String destination) {
    if (LaneSource.of(scope.source(), scope.plan()).isPresent()) {
      throw new CrossfadeException(ErrorCode.CF_7214, scope.source());
    }
    return scope.snapshots() == null
        ? new SqliteSide(scope, destination)
        : new SnapshotSide(scope, scope.snapshots(), this::lastPass, this::isBegun);
  }

  private @Nullable String lastPass(Wiring.Scope scope) {
    try (PostgresSide second = stores.second(scope)) {
      return second.store().lastPass();
    }
  }

  private boolean isBegun(Wiring.Scope scope) {
    return wiring().target().target().ledger().run(scope.migration()).isPresent();
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
    return stores.wiring();
  }

  Requests requests() {
    return stores.requests();
  }

  @Override
  public void close() {
    stores.close();
  }
}

package dev.crossfade.postgres.live;

import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.PreparedPasses;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlText;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tables of PostgreSQL as a store of a live migration. Works behind a pooler in transaction mode
 * and without a superuser; needs the rights of the tables' owner and TEMPORARY on the database.
 */
public final class PostgresLiveStore implements LiveStore {
  private static final String SYNC = SqlText.read(PostgresLiveStore.class, "sync.sql");

  private final LiveTarget target;
  private final LiveSession session;
  private final ControlRow control;
  private final PassWriter passes;

  /**
   * @param sessions connections to the database, closed by the caller
   * @param target the tables, which exist
   */
  public PostgresLiveStore(Sessions sessions, LiveTarget target) {
    this.target = target;
    session = new LiveSession(sessions);
    control = new ControlRow(target.migration());
    passes = new PassWriter(target, control);
  }

  /**
   * Makes the control row of the migration and claims its tables, where that is not done already.
   *
   * @param first the state to begin with
   * @param published the schema in which applications see the tables, at last
   * @param elsewhere where the other store is: the fence's error tells it to who wants to write
   * @throws dev.crossfade.core.error.CrossfadeException CF-6202 when a table is another migration's
   */
  public void register(StoreState first, String published, String elsewhere) {
    required(
        session.transact(
            "registering " + name(),
            connection -> {
              new Registration(target).run(connection, first, published, elsewhere, null);
              return true;
            }));
  }

  @Override
  public String name() {
    return "schema " + target.schema();
  }

  @Override
  public StoreState state() {
    return required(session.transact("reading the control row of " + name(), control::read));
  }

  @Override
  public Optional<StoreState> change(Function<StoreState, Optional<StoreState>> decision) {
    return Optional.ofNullable(
        session.<StoreState>transact(
            "changing the control row of " + name(),
            connection -> {
              Optional<StoreState> next = decision.apply(control.lock(connection).state());
              if (next.isPresent()) {
                control.save(connection, next.get());
              }
              return next.orElse(null);
            }));
  }

  @Override
  public Changes take(TakeRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Applied apply(Changes changes, long seenVersion) {
    Applied applied =
        session.<Applied>transact(
            "applying a pass to " + name(),
            connection -> passes.apply(connection, changes, seenVersion));
    FaultPoints.hit("live.pass.committed");
    return applied == null ? new Applied(null, 0) : applied;
  }

  @Override
  public void trim(Changes changes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void sync() {
    required(
        session.transact(
            "making " + name() + " durable",
            connection -> {
              try (PreparedStatement write = LiveSession.first(connection, SYNC)) {
                write.setString(1, target.migration());
                write.execute();
                return true;
              }
            }));
  }

  @Override
  public long backlog() {
    return number("SELECT count(*) FROM crossfade.live_outbox WHERE migration = ?");
  }

  @Override
  public long deadKeys() {
    return number("SELECT count(*) FROM crossfade.live_dead_keys WHERE migration = ?");
  }

  @Override
  public boolean awaitCommit(Duration limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable RowScan read(CollectionPlan plan, KeyRange range, long version) {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable String lastPass() {
    return session.value(
        "SELECT last_pass FROM crossfade.live_stores WHERE migration = ?", target.migration());
  }

  @Override
  public PreparedPasses preparedPasses() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Long> counters() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void advanceCounters(Map<String, Long> counters) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    session.close();
  }

  private long number(String sql) {
    return Long.parseLong(required(session.value(sql, target.migration())));
  }

  private static <T> T required(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}

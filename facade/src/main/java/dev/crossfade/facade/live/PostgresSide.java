package dev.crossfade.facade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.store.Target;
import dev.crossfade.live.SecondSide;
import dev.crossfade.live.Wiring;
import dev.crossfade.postgres.live.LiveTarget;
import dev.crossfade.postgres.live.PostgresLiveStore;
import dev.crossfade.postgres.session.Sessions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables in PostgreSQL. */
public final class PostgresSide implements SecondSide {
  /** How long closing waits for writers in flight. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Wiring.Scope scope;
  private final Target target;
  private final PostgresLiveStore store;

  /**
   * Opens nothing yet.
   *
   * @param scope what it is a part of
   * @param sessions of the server
   * @param target for what is no transaction of the store
   */
  public PostgresSide(Wiring.Scope scope, Sessions sessions, Target target) {
    this.scope = scope;
    this.target = target;
    store =
        new PostgresLiveStore(
            sessions,
            new LiveTarget(scope.migration(), scope.schema(), scope.plan().moved()),
            PATIENCE);
  }

  @Override
  public List<String> statements() {
    return List.of();
  }

  @Override
  public void install() {
    store.register(StoreState.SECOND, scope.published(), scope.source());
  }

  @Override
  public void reinstall(@Nullable String shown) {
    store.reinstall(scope.source());
  }

  @Override
  public void fence() {
    store.install();
  }

  @Override
  public void published(List<String> foreignKeys) {
    // Those that are there already were made by a try that died.
    target.attempt(foreignKeys);
    store.install();
  }

  @Override
  public void requireKnownServer() {
    String known = store.knownIdentity();
    String now = store.identity();
    // A role that may not ask, or might not when the migration began, knows of neither.
    if (known != null && now != null && !known.equals(now)) {
      throw new CrossfadeException(ErrorCode.CF_6007, known + " before, " + now + " now");
    }
  }

  @Override
  public void acceptServer() {
    store.acceptIdentity();
  }

  @Override
  public List<String> extend(List<String> required, List<String> mayFail) {
    return store.extension().extend(required, mayFail);
  }

  @Override
  public void drop(Collection<String> tables) {
    store.extension().drop(tables);
  }

  @Override
  public void discard(List<String> views, boolean rehearse) {
    store.discard(views, rehearse);
  }

  @Override
  public List<String> validate() {
    return store.validateForeignKeys();
  }

  @Override
  public LiveStore store() {
    return store;
  }

  @Override
  public void remove() {
    store.remove();
  }

  @Override
  public void close() {
    store.close();
  }
}

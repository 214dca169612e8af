package dev.crossfade.facade.live;

import dev.crossfade.config.PlanYaml;
import dev.crossfade.core.live.Requests;
import dev.crossfade.live.Side;
import dev.crossfade.live.Wiring;
import dev.crossfade.move.MoveSource;
import dev.crossfade.move.MoveTarget;
import dev.crossfade.postgres.PostgresTarget;
import dev.crossfade.postgres.catalog.PostgresSchemaReader;
import dev.crossfade.postgres.connect.Connector;
import dev.crossfade.postgres.control.PostgresLiveLedger;
import dev.crossfade.postgres.control.PostgresRequests;
import dev.crossfade.postgres.live.ServerLoad;
import dev.crossfade.postgres.session.Sessions;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;

/** PostgreSQL as the second store of live migrations, and whatever is the first. */
public final class StoreWiring implements AutoCloseable {
  private final Sessions sessions;
  private final PostgresTarget target;
  private final Wiring wiring;

  /**
   * Connects to nothing yet.
   *
   * @param connector opens connections to the target
   * @param reading opens what the first store lies in for the first copy
   * @param first opens the first store
   */
  public StoreWiring(
      Connector connector,
      BiFunction<Wiring.Scope, Side, MoveSource> reading,
      Function<Wiring.Scope, Side> first) {
    sessions =
        new Sessions(connector::open, connector.isLimited() ? Duration.ZERO : Sessions.ANSWER);
    target = new PostgresTarget(connector::open);
    String display = connector.url().display();
    wiring =
        new Wiring(
            new MoveTarget(
                display,
                target,
                schema -> new PostgresSchemaReader(connector::open, schema).read()),
            new ServerLoad(sessions),
            new PostgresLiveLedger(sessions),
            reading,
            first,
            this::second,
            text -> PlanYaml.read(text, "the migration's plan"),
            plan -> PlanYaml.write(plan, null));
  }

  /** The tables of a migration; closed by who asked. */
  public PostgresSide second(Wiring.Scope scope) {
    return new PostgresSide(scope, sessions, target);
  }

  /** The way to both stores. */
  public Wiring wiring() {
    return wiring;
  }

  /** What processes ask of each other by way of the target. */
  public Requests requests() {
    return new PostgresRequests(sessions);
  }

  @Override
  public void close() {
    target.close();
    sessions.close();
  }
}

package dev.crossfade.postgres.live;

import dev.crossfade.core.live.StoreState;
import dev.crossfade.postgres.live.PostgresLiveStore.Installation;
import dev.crossfade.postgres.session.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sets a store up and takes it down; see the methods of {@link PostgresLiveStore}. */
final class Administration {
  private final LiveTarget target;
  private final LiveSession session;
  private final ControlRow control;
  private final Gatekeeper gatekeeper;
  private final Guard guard;
  private final Fingerprints fingerprints;

  Administration(
      LiveTarget target,
      LiveSession session,
      ControlRow control,
      Gatekeeper gatekeeper,
      Guard guard,
      Fingerprints fingerprints) {
    this.target = target;
    this.session = session;
    this.control = control;
    this.gatekeeper = gatekeeper;
    this.guard = guard;
    this.fingerprints = fingerprints;
  }

  void register(StoreState first, String published, String elsewhere, @Nullable String identity) {
    session.<Boolean>transact(
        "registering " + name(),
        connection -> {
          new Registration(target).run(connection, first, published, elsewhere, identity);
          return true;
        });
  }

  void install() {
    session.<Boolean>transact(
        "installing triggers in " + name(),
        connection -> {
          StoreState state = control.lock(connection).state();
          gatekeeper.lockTimeout(connection);
          guard.install(connection);
          if (!state.open()) {
            new Parking(target.migration()).away(connection);
          }
          return true;
        });
  }

  void reinstall(String elsewhere) {
    session.<Boolean>transact(
        "mending the fence of " + name(),
        connection -> {
          control.lock(connection);
          gatekeeper.lockTimeout(connection);
          new Registration(target).mendFence(connection, elsewhere);
          return true;
        });
    install();
  }

  Installation installation() {
    List<Fingerprints.Status> tables =
        session.transact(
            "looking at " + name(),
            connection -> {
              Sessions.begin(connection);
              return fingerprints.statuses(connection);
            });
    if (Objects.requireNonNull(tables).stream().noneMatch(Fingerprints.Status::installed)) {
      return Installation.NONE;
    }
    return tables.stream().allMatch(Fingerprints.Status::intact)
        ? Installation.INTACT
        : Installation.CHANGED;
  }

  void remove() {
    session.<Boolean>transact(
        "removing triggers from " + name(),
        connection -> {
          Sessions.begin(connection);
          gatekeeper.lockTimeout(connection);
          guard.remove(connection);
          new Parking(target.migration()).back(connection);
          return true;
        });
  }

  List<String> validateForeignKeys() {
    Parking parking = new Parking(target.migration());
    List<Parking.Validation> open =
        session.transact(
            "listing foreign keys",
            connection -> {
              Sessions.begin(connection);
              return parking.validations(connection);
            });
    List<String> violated = new ArrayList<>();
    for (Parking.Validation validation : Objects.requireNonNull(open)) {
      Boolean valid =
          session.<Boolean>transact(
              "validating " + validation.name(),
              connection -> {
                Sessions.unlimited(connection);
                Sessions.begin(connection);
                return validation.run(connection) ? true : null;
              });
      if (valid == null) {
        violated.add(validation.name());
      }
    }
    return violated;
  }

  private String name() {
    return "schema " + target.schema();
  }
}

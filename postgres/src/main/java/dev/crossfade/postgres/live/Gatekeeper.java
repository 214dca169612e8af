package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens and closes the store. Closing takes the lock that every writer in READ COMMITTED shares,
 * and changes the row that every other writer locks: so it waits for the writers in flight, and
 * those that come later wait for it and see the store closed.
 *
 * <p>Foreign keys and triggers are parked in a transaction of their own after that. In one with the
 * closing, it would wait for the lock on a table that a writer holds which waits for the closing.
 */
final class Gatekeeper {
  private static final String CLOSE = SqlText.read(Gatekeeper.class, "close_fence.sql");
  private static final String OPEN = SqlText.read(Gatekeeper.class, "open_fence.sql");
  private static final String WRITERS = SqlText.read(Gatekeeper.class, "writers_in_flight.sql");
  private static final int NAMED_MAX = 10;

  private final LiveTarget target;
  private final LiveSession session;
  private final ControlRow control;
  private final Fingerprints fingerprints;
  private final Parking parking;
  private final Duration patience;

  /**
   * @param patience how long closing waits for writers and for locks on tables
   */
  Gatekeeper(
      LiveTarget target,
      LiveSession session,
      ControlRow control,
      Fingerprints fingerprints,
      Duration patience) {
    this.target = target;
    this.session = session;
    this.control = control;
    this.fingerprints = fingerprints;
    this.patience = patience;
    parking = new Parking(target.migration());
  }

  /** See {@link dev.crossfade.core.live.LiveStore#change}. */
  Optional<StoreState> change(Function<StoreState, Optional<StoreState>> decision) {
    boolean[] closing = new boolean[1];
    StoreState next;
    try {
      next =
          session.<StoreState>transact(
              "changing the control row of schema " + target.schema(),
              connection -> change(connection, decision, closing));
    } catch (CrossfadeException e) {
      if (closing[0] && e.code() == ErrorCode.CF_5057) {
        throw new CrossfadeException(ErrorCode.CF_6208, writers(), e);
      }
      throw e;
    }
    if (next != null && closing[0]) {
      parkIfFree();
    }
    return Optional.ofNullable(next);
  }

  /** Takes away what must not be there while the store is closed. */
  void park() {
    session.<Boolean>transact(
        "parking foreign keys and triggers of schema " + target.schema(),
        connection -> {
          Sessions.begin(connection);
          lockTimeout(connection);
          parking.away(connection);
          return true;
        });
  }

  void lockTimeout(Connection connection) throws SQLException {
    Parking.execute(connection, "SET LOCAL lock_timeout = " + patience.toMillis());
  }

  private @Nullable StoreState change(
      Connection connection, Function<StoreState, Optional<StoreState>> decision, boolean[] closing)
      throws SQLException {
    StoreState now = control.lock(connection).state();
    StoreState next = decision.apply(now).orElse(null);
    if (next == null) {
      return null;
    }
    if (now.open() && !next.open()) {
      closing[0] = true;
      lockTimeout(connection);
      try (PreparedStatement close = connection.prepareStatement(CLOSE)) {
        close.setString(1, target.migration());
        close.setString(2, target.migration());
        close.execute();
      }
    } else if (!now.open() && next.open()) {
      lockTimeout(connection);
      if (Rules.switched(now, next)) {
        fingerprints.requireIntact(connection);
      }
      parking.back(connection);
      try (PreparedStatement open = connection.prepareStatement(OPEN)) {
        open.setString(1, target.migration());
        open.executeUpdate();
      }
    }
    control.save(connection, next);
    return next;
  }

  /** Readers may be in the way for now; the first pass tries again. */
  private void parkIfFree() {
    try {
      park();
    } catch (CrossfadeException e) {
      if (e.code() != ErrorCode.CF_5057) {
        throw e;
      }
    }
  }

  private String writers() {
    List<String> writers =
        session.<List<String>>transact(
            "looking for writers in flight",
            connection -> {
              List<String> found = new ArrayList<>();
              try (PreparedStatement query = LiveSession.first(connection, WRITERS)) {
                query.setString(1, target.migration());
                LiveSession.second(query);
                try (ResultSet row = query.getResultSet()) {
                  while (row.next() && found.size() < NAMED_MAX) {
                    found.add(row.getString(1));
                  }
                }
              }
              return found;
            });
    return writers == null || writers.isEmpty()
        ? "waited for " + patience.toMillis() + " ms"
        : String.join(", ", writers);
  }
}

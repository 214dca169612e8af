package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.session.SqlText;
import java.sql.PreparedStatement;
import org.jspecify.annotations.Nullable;

/** What tells the server from another one with the same data; see {@link PostgresLiveStore}. */
final class ServerIdentity {
  private static final String IDENTITY = SqlText.read(ServerIdentity.class, "server_identity.sql");

  private final String migration;
  private final LiveSession session;
  private final ControlRow control;

  ServerIdentity(String migration, LiveSession session, ControlRow control) {
    this.migration = migration;
    this.session = session;
    this.control = control;
  }

  /** As the server tells it; null where it does not. */
  @Nullable String now() {
    try {
      return session.value(
          "SELECT identity FROM (" + IDENTITY + ") AS i (identity) WHERE ? <> ''", "x");
    } catch (CrossfadeException e) {
      if (e.code() == ErrorCode.CF_3015) {
        return null;
      }
      throw e;
    }
  }

  /** As it was kept. */
  @Nullable String known() {
    return session.value(
        "SELECT server_identity FROM crossfade.live_stores WHERE migration = ?", migration);
  }

  /** Keeps what the server tells now. */
  void accept() {
    String identity = now();
    session.<Boolean>transact(
        "keeping the server's identity",
        connection -> {
          control.lock(connection);
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE crossfade.live_stores SET server_identity = ? WHERE migration = ?")) {
            update.setString(1, identity);
            update.setString(2, migration);
            update.executeUpdate();
            return true;
          }
        });
  }
}

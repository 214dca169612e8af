package dev.crossfade.postgres.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Gives a {@link PostgresStore} its connections. Used by many threads at once. */
@FunctionalInterface
public interface StoreConnections {
  /**
   * A connection in autocommit, outside any transaction, whose transactions are READ COMMITTED and
   * commit durably unless they say otherwise. Closing it gives it back.
   *
   * @throws SQLException when there is none in time
   */
  Connection take() throws SQLException;
}

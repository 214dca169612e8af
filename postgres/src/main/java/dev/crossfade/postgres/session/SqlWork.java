package dev.crossfade.postgres.session;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Work within one transaction.
 *
 * @param <T> what it gives back
 */
@FunctionalInterface
public interface SqlWork<T> {
  /** Does the work; neither commits nor closes. */
  T apply(Connection connection) throws SQLException;
}

package dev.crossfade.postgres.readback;

import java.sql.Connection;
import java.sql.SQLException;

/** Gives connections to the target. */
@FunctionalInterface
public interface ConnectionSource {
  /** A connection outside any transaction. */
  Connection open() throws SQLException;

  /** Takes one back, in auto-commit mode and outside any transaction, or broken. */
  default void giveBack(Connection connection) throws SQLException {
    connection.close();
  }
}

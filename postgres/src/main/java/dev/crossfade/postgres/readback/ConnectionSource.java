package dev.crossfade.postgres.readback;

import java.sql.Connection;
import java.sql.SQLException;

/** Gives connections to the target; closing one gives it back. */
@FunctionalInterface
public interface ConnectionSource {
  /** A connection in auto-commit mode and outside any transaction. */
  Connection open() throws SQLException;
}

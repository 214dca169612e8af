package dev.crossfade.postgres.readback;

import java.sql.Connection;
import java.sql.SQLException;

/** The transaction that a scan reads in, and how it ends with the scan. */
interface Reading extends AutoCloseable {
  /** Within a transaction. */
  Connection connection();

  @Override
  void close() throws SQLException;
}

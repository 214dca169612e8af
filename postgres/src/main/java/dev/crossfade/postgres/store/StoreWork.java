package dev.crossfade.postgres.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What is done with a connection. */
@FunctionalInterface
interface StoreWork<T extends @Nullable Object> {
  T apply(Connection connection) throws SQLException;
}

package dev.crossfade.postgres.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.postgres.connect.Connector;
import dev.crossfade.postgres.session.SqlText;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** New connections for a pool, with the settings that a store relies on. */
final class ConnectorSource implements DataSource {
  private static final String SESSION = SqlText.read(ConnectorSource.class, "session.sql");

  /** An answer that comes so late does not come: the server itself breaks off before. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Connector connector;
  private final Duration statement;

  ConnectorSource(Connector connector, Duration statement) {
    this.connector = connector;
    this.statement = statement;
  }

  /**
   * @throws SQLException with the coded failure as its cause
   */
  @Override
  public Connection getConnection() throws SQLException {
    Connection connection;
    try {
      connection = connector.open();
    } catch (CrossfadeException e) {
      throw new SQLTransientConnectionException(e.code().code(), "08001", e);
    }
    try {
      try (PreparedStatement settings = connection.prepareStatement(SESSION)) {
        settings.setString(1, Long.toString(statement.toMillis()));
        settings.execute();
      }
      if (!connector.isLimited()) {
        connection.setNetworkTimeout(
            Runnable::run, Math.toIntExact(statement.plus(GRACE).toMillis()));
      }
      return connection;
    } catch (SQLException e) {
      try (connection) {
        throw e;
      }
    }
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    throw new SQLFeatureNotSupportedException("The URL names the user");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // Nothing is logged here.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The URL says how long connecting may take.
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("Nothing is logged here");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException("There is nothing beneath");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}

package dev.crossfade.postgres.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.crossfade.postgres.connect.Connector;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A small pool of connections to one target, made as everywhere: with its URL's TLS, passwords and
 * parameters. None is opened before one is asked for.
 *
 * <p>What the connections rely on is set once for each of them, so that a pooler of transactions
 * may not stand in between, unless the role has the same settings.
 */
public final class StorePool implements StoreConnections, AutoCloseable {
  private static final Duration LEAST = Duration.ofMillis(250);
  private static final Duration MOST_CHECKING = Duration.ofSeconds(5);

  private final HikariDataSource pool;

  /**
   * How much, and how long.
   *
   * @param connections at most so many; transactions and snapshots have one each while they last
   * @param connecting how long a call waits for a connection; at least 250 ms
   * @param statement how long a statement may take; waiting for locks counts
   */
  public record Limits(int connections, Duration connecting, Duration statement) {
    /** Ten connections, five seconds for one, thirty for a statement. */
    public static final Limits USUAL =
        new Limits(10, Duration.ofSeconds(5), Duration.ofSeconds(30));

    /** Refuses what is too little. */
    public Limits {
      if (connections < 1 || connecting.compareTo(LEAST) < 0 || statement.toMillis() < 1) {
        throw new IllegalArgumentException("expected a connection and some time");
      }
    }
  }

  /** Connects to nothing yet. */
  public StorePool(Connector connector, Limits limits) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(new ConnectorSource(connector, limits.statement()));
    config.setPoolName("crossfade-store");
    config.setMaximumPoolSize(limits.connections());
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(limits.connecting().toMillis());
    Duration checking = limits.connecting();
    config.setValidationTimeout(
        (checking.compareTo(MOST_CHECKING) < 0 ? checking : MOST_CHECKING).toMillis());
    pool = new HikariDataSource(config);
  }

  @Override
  public Connection take() throws SQLException {
    return pool.getConnection();
  }

  /** Closes the connections, those in use as well. */
  @Override
  public void close() {
    pool.close();
  }
}

package dev.crossfade.postgres.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.live.TargetLoad.Replica;
import dev.crossfade.postgres.embedded.EmbeddedServer;
import dev.crossfade.postgres.embedded.Running;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import dev.crossfade.postgres.session.Sessions;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

final class ServerLoadTest {
  private ScratchDatabase database;
  private Sessions sessions;
  private ServerLoad load;

  @BeforeEach
  void open() {
    database = ScratchServer.createDatabase();
    sessions = new Sessions(() -> connect(database.jdbcUrl()));
    load = new ServerLoad(sessions);
  }

  @AfterEach
  void close() {
    sessions.close();
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT true, true",
    "SELECT false, false",
    "SELECT 3, true",
    "SELECT 0; , false",
    "SELECT -1.5, false",
    "VALUES (1) -- a remark, true",
    "SELECT count(*) FROM pg_class, true"
  })
  void aConditionIsABooleanOrANumber(String sql, boolean holds) {
    assertThat(load.holds(sql)).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT NULL",
        "SELECT 'perhaps'",
        "SELECT 1 WHERE false",
        "SELECT 1, 2",
        "VALUES (1), (2)",
        "SELECT no_such_thing",
        "SELECT pg_sleep(9)",
        "SELECT 1; COMMIT",
        "SELECT 1) AS x; CREATE TABLE public.t (a int); SELECT * FROM (SELECT 1",
        "DELETE FROM pg_class RETURNING true",
        "SELECT nextval('public.s') > 0"
      })
  void whatGivesNeitherIsRefusedAndChangesNothing(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SEQUENCE public.s");
      assertThatThrownBy(() -> load.holds(sql)).hasMessageContaining("CF-6321");
      try (var row =
          statement.executeQuery(
              "SELECT (SELECT NOT is_called FROM public.s), to_regclass('public.t') IS NULL")) {
        row.next();
        assertThat(row.getBoolean(1)).isTrue();
        assertThat(row.getBoolean(2)).isTrue();
      }
    }
  }

  /** Seen from a role of its own server, so that other tests' connections do not count. */
  @Test
  void clientsAtWorkAreCounted(@TempDir Path directory) throws Exception {
    EmbeddedServer server = EmbeddedServer.in(directory, Map.of("fsync", "off"));
    try {
      Running running = server.start();
      String url = jdbc(running);
      ExecutorService others = Executors.newFixedThreadPool(2);
      try (Sessions own = new Sessions(() -> connect(url));
          Connection locked = connect(url);
          Statement lock = locked.createStatement()) {
        ServerLoad here = new ServerLoad(own);
        assertThat(here.activeClients()).isZero();
        lock.execute("SELECT pg_advisory_lock(1)");
        Future<?> one = others.submit(() -> work(url));
        Future<?> two = others.submit(() -> work(url));
        while (here.activeClients() < 2) {
          assertThat(one.isDone() || two.isDone()).isFalse();
        }
        assertThat(here.activeClients()).isEqualTo(2);
        lock.execute("SELECT pg_advisory_unlock(1)");
        one.get();
        two.get();
        while (here.activeClients() > 0) {
          Thread.onSpinWait();
        }
      } finally {
        others.shutdown();
      }
    } finally {
      server.reset();
    }
  }

  @Test
  void aRoleThatSeesNothingIsTold() throws SQLException {
    String role = "blind_" + database.name();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE " + role);
      try (Sessions blind = new Sessions(() -> as(role))) {
        ServerLoad here = new ServerLoad(blind);
        assertThatThrownBy(here::activeClients).hasMessageContaining("CF-6322");
        assertThatThrownBy(here::slowestReplica).hasMessageContaining("CF-6322");
        statement.execute("GRANT pg_read_all_stats TO " + role);
        assertThat(here.activeClients()).isNotNegative();
      } finally {
        statement.execute("DROP ROLE " + role);
      }
    }
  }

  /** A stream of the log that confirms nothing stands for a replica that lags. */
  @Test
  void theReplicaThatIsFurthestBehindIsNamed(@TempDir Path directory) throws Exception {
    EmbeddedServer server =
        EmbeddedServer.in(
            directory, Map.of("fsync", "off", "wal_level", "replica", "max_wal_senders", "4"));
    try {
      String url = jdbc(server.start());
      try (Sessions own = new Sessions(() -> connect(url))) {
        ServerLoad here = new ServerLoad(own);
        assertThat(here.slowestReplica()).isNull();
        replica(url, here);
      }
    } finally {
      server.reset();
    }
  }

  private static void replica(String url, ServerLoad here) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("replication", "true");
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("assumeMinServerVersion", "14");
    properties.setProperty("ApplicationName", "second");
    try (Connection connection = DriverManager.getConnection(url, properties);
        Connection other = connect(url);
        Statement writes = other.createStatement();
        PGReplicationStream stream =
            connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .physical()
                .withStartPosition(position(writes))
                .start()) {
      writes.execute("CREATE TABLE t AS SELECT 1 AS a");
      Replica found = null;
      while (found == null || found.lag().compareTo(Duration.ofMillis(300)) < 0) {
        stream.readPending();
        stream.setAppliedLSN(LogSequenceNumber.INVALID_LSN);
        stream.forceUpdateStatus();
        found = here.slowestReplica();
      }
      assertThat(found.name()).isEqualTo("second");
      assertThat(found.lag()).isLessThan(Duration.ofMinutes(1));
    }
  }

  private static LogSequenceNumber position(Statement statement) throws SQLException {
    try (var row = statement.executeQuery("SELECT pg_current_wal_lsn()")) {
      row.next();
      return LogSequenceNumber.valueOf(String.valueOf(row.getString(1)));
    }
  }

  private static @Nullable Object work(String url) {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_lock_shared(1)");
      return null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection as(String role) {
    Connection connection = connect(database.jdbcUrl());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE " + role);
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String jdbc(Running running) {
    URI parts = URI.create(running.url());
    String[] user = String.valueOf(parts.getUserInfo()).split(":", 2);
    return "jdbc:postgresql://"
        + parts.getHost()
        + ":"
        + parts.getPort()
        + parts.getPath()
        + "?user="
        + user[0]
        + "&password="
        + user[1];
  }

  private static Connection connect(String url) {
    try {
      return DriverManager.getConnection(url);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

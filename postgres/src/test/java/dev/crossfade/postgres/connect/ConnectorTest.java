package dev.crossfade.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

class ConnectorTest {
  private static final Environment NOTHING = new Environment(Map.of(), "ada", Path.of("/nowhere"));
  private static final String SECRET = "s3cret@/:%";
  private static final String ENCODED = "s3cret%40%2F%3A%25";

  private static ScratchDatabase database;

  @BeforeAll
  static void createDatabaseAndRoles() throws SQLException {
    database = ScratchServer.createDatabase();
    execute("CREATE ROLE plain LOGIN PASSWORD '" + SECRET + "'");
    execute("CREATE ROLE \"sleeping\" NOLOGIN PASSWORD '" + SECRET + "'");
    execute("CREATE ROLE crowded LOGIN CONNECTION LIMIT 0 PASSWORD '" + SECRET + "'");
  }

  @AfterAll
  static void dropRoles() throws SQLException {
    execute("DROP ROLE plain, sleeping, crowded");
    database.close();
  }

  @Test
  void opensACheckedConnectionInUtc() throws SQLException {
    Connector connector = Connector.to(url(database.url()));

    try (Connection connection = connector.open();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT current_setting('TimeZone'), current_setting('application_name')")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("UTC");
      assertThat(row.getString(2)).isEqualTo("crossfade");
      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(connection.getNetworkTimeout()).isZero();
      assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold()).isPositive();
    }
    assertThat(connector.server().majorVersion()).isEqualTo(18);
    assertThat(connector.server().pooled()).isFalse();
    assertThat(connector.server().readOnly()).isFalse();
  }

  @Test
  void acceptsAPercentEncodedPasswordAndHonoursParameters() throws SQLException {
    String parameters = "?application_name=loader%20one&options=-c%20work_mem%3D9MB";

    try (Connection connection = Connector.to(as("plain", ENCODED, parameters)).open();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT current_user, current_setting('application_name'),"
                    + " current_setting('work_mem')")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("plain");
      assertThat(row.getString(2)).isEqualTo("loader one");
      assertThat(row.getString(3)).isEqualTo("9MB");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "plain, wrong-s3cret, '', CF_3009",
    "nobody-here, s3cret, '', CF_3009",
    "plain, '', '', CF_3010",
    "sleeping, s3cret%40%2F%3A%25, '', CF_3011",
    "crowded, s3cret%40%2F%3A%25, '', CF_3013",
    "plain, s3cret%40%2F%3A%25, ?sslmode=require, CF_3006",
    "plain, s3cret%40%2F%3A%25, ?sslmode=verify-full, CF_3006",
    "plain, s3cret%40%2F%3A%25, ?sslrootcert=/nowhere/ca.crt, CF_3021",
  })
  void tellsWhyALoginFails(String user, String password, String parameters, ErrorCode code) {
    assertRefused(as(user, password, parameters), code);
  }

  @Test
  void tellsAnAbsentDatabase() {
    assertRefused(url(database.url() + "_absent"), ErrorCode.CF_3012);
  }

  @Test
  void tellsAClosedPort() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertRefused(url("postgresql://u:s3cret@127.0.0.1:" + port + "/d"), ErrorCode.CF_3004);
  }

  @Test
  void tellsAnUnknownHost() {
    assertRefused(url("postgresql://u:s3cret@host.invalid/d"), ErrorCode.CF_3003);
  }

  @Test
  void tellsASilentServer() throws IOException {
    try (FakeServer silent = new FakeServer(FakeServer.silence())) {
      assertRefused(url(silent.url() + "?sslmode=disable&connect_timeout=1"), ErrorCode.CF_3005);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "57P03, CF_3014",
    "53300, CF_3013",
    "28000, CF_3007",
    "28P01, CF_3009",
    "3D000, CF_3012",
    "57P01, CF_3019",
    "08P01, CF_3024",
    "XX000, CF_3020",
  })
  void tellsByStateWhateverTheLanguageOfTheServer(String sqlState, ErrorCode code)
      throws IOException {
    try (FakeServer server = new FakeServer(FakeServer.error(sqlState, "不可以"))) {
      assertRefused(url(server.url()), code);
    }
  }

  @ParameterizedTest
  @CsvSource({"13.14", "9.6.24"})
  void refusesAnOldServer(String version) throws IOException {
    try (FakeServer old = new FakeServer(FakeServer.version(version))) {
      assertRefused(url(old.url()), ErrorCode.CF_3017);
    }
  }

  @Test
  void refusesAnotherEncoding() throws SQLException {
    execute(
        "CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'"
            + " TEMPLATE template0");
    try {
      assertRefused(url(withDatabase("ascii")), ErrorCode.CF_3018);
    } finally {
      execute("DROP DATABASE ascii WITH (FORCE)");
    }
  }

  @Test
  void refusesToWriteToAReadOnlyTarget() {
    String url = database.url() + "?options=-c%20default_transaction_read_only%3Don";

    assertThat(Connector.to(url(url)).server().readOnly()).isTrue();
    CrossfadeException refused =
        catchThrowableOfType(
            CrossfadeException.class, () -> Connector.to(url(url)).requireWritable());
    assertThat(refused.code()).isEqualTo(ErrorCode.CF_3016);
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE TABLE public.t (), CF_3015",
    "CREATE SCHEMA s, CF_3015",
  })
  void tellsAMissingRight(String sql, ErrorCode code) throws SQLException {
    try (Connection connection = Connector.to(as("plain", ENCODED, "")).open();
        Statement statement = connection.createStatement()) {
      SQLException failed = catchThrowableOfType(SQLException.class, () -> statement.execute(sql));
      assertThat(SqlFailures.classify(failed, "creating").orElseThrow().code()).isEqualTo(code);
    }
  }

  @Test
  void leavesOrdinaryErrorsToTheCaller() {
    assertThat(SqlFailures.code(new SQLException("any", "23505"))).isEmpty();
    assertThat(SqlFailures.code(new SQLException("any"))).isEmpty();
  }

  @Test
  void recognisesAPoolerAndPreparesNothingThere() throws Exception {
    int serverPort = url(database.url()).hosts().get(0).port();
    try (PoolerProxy proxy = new PoolerProxy(serverPort)) {
      Connector connector =
          Connector.to(
              url(
                  database.url().replace(":" + serverPort + "/", ":" + proxy.port() + "/")
                      + "?sslmode=disable"));
      try (Connection connection = connector.open()) {
        assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold()).isZero();
      }
      assertThat(connector.server().pooled()).isTrue();
    }
  }

  @Test
  void believesTheUrlThatThereIsAPooler() throws SQLException {
    try (Connection connection = Connector.to(url(database.url() + "?pgbouncer=true")).open()) {
      assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold()).isZero();
    }
  }

  @Test
  void triesTheNextHost() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    String url = database.url().replace("@127.0.0.1:", "@127.0.0.1:" + port + ",127.0.0.1:");
    try (Connection connection = Connector.to(url(url)).open()) {
      assertThat(connection.isValid(0)).isTrue();
    }
  }

  /** Walks the whole chain: a stack trace prints each of its messages. */
  private static void assertRefused(TargetUrl url, ErrorCode code) {
    CrossfadeException refused =
        catchThrowableOfType(CrossfadeException.class, () -> Connector.to(url).open().close());
    assertThat(refused).isNotNull();
    assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
    for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
      assertThat(cause.toString()).doesNotContain("s3cret");
      for (Throwable suppressed : cause.getSuppressed()) {
        assertThat(suppressed.toString()).doesNotContain("s3cret");
      }
    }
  }

  private static TargetUrl url(String text) {
    return TargetUrl.parse(text, NOTHING);
  }

  private static TargetUrl as(String user, String password, String parameters) {
    String url = database.url();
    return url(
        "postgresql://" + user + ":" + password + url.substring(url.indexOf('@')) + parameters);
  }

  private static String withDatabase(String name) {
    return database.url().substring(0, database.url().lastIndexOf('/') + 1) + name;
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

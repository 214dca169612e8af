package dev.crossfade.postgres.connect;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * Opens connections to one target. Each is checked: PostgreSQL 14 or newer, a UTF8 database; its
 * time zone is UTC, so that no value depends on where the command runs.
 *
 * <p>Works through poolers that give out another server process in each transaction: one is
 * recognised by its process id, which is not the one that the connection was told, or by {@code
 * pgbouncer=true} in the URL; statements are then not prepared on the server by name.
 *
 * <p>May be used by many threads at once.
 */
public final class Connector {
  private static final int VERSION_MIN = 14;
  private static final String SESSION = SqlResource.read("session.sql");

  private final TargetUrl url;
  private final Properties properties;
  private final String jdbcUrl;
  private final int socketTimeoutMillis;
  private volatile @Nullable TargetServer server;

  private Connector(TargetUrl url) {
    this.url = url;
    this.properties = DriverProperties.of(url);
    this.jdbcUrl = jdbcUrl(url);
    this.socketTimeoutMillis =
        url.parameter("socketTimeout").map(Integer::parseInt).orElse(0) * 1000;
  }

  /** Connections to this target; none is opened yet. */
  public static Connector to(TargetUrl url) {
    return new Connector(url);
  }

  /** The target. */
  public TargetUrl url() {
    return url;
  }

  /** Whether the URL says how long an answer may take, if only that it may for ever. */
  public boolean isLimited() {
    return url.parameter("socketTimeout").isPresent();
  }

  /**
   * Opens a connection, which the caller closes. Autocommit is on.
   *
   * @throws CrossfadeException with a code of 3xxx for each distinct cause
   */
  public Connection open() {
    checkFiles();
    Connection connection = null;
    try {
      connection = new Driver().connect(jdbcUrl, properties);
      if (connection == null) {
        throw new CrossfadeException(ErrorCode.CF_9001, "the driver refused " + url.display());
      }
      greet(connection);
      return connection;
    } catch (SQLException failed) {
      CrossfadeException classified = ConnectFailure.classify(failed, url);
      close(connection, classified);
      throw classified;
    } catch (CrossfadeException refused) {
      close(connection, refused);
      throw refused;
    }
  }

  /** What the server told at the first connection; opens one if there was none. */
  public TargetServer server() {
    TargetServer known = server;
    if (known == null) {
      try (Connection connection = open()) {
        known = describe(connection);
      } catch (SQLException failed) {
        throw ConnectFailure.classify(failed, url);
      }
    }
    return known;
  }

  /**
   * Refuses a target that cannot be written to.
   *
   * @throws CrossfadeException CF-3016 if it is a replica or set to read-only
   */
  public void requireWritable() {
    if (server().readOnly()) {
      throw new CrossfadeException(ErrorCode.CF_3016, url.display());
    }
  }

  /**
   * Refuses a target where a right is missing that a move needs, and says how to grant it.
   *
   * @param schema the schema that tables are moved into
   * @param creates whether tables are made there
   * @throws CrossfadeException CF-3015
   */
  public void requireRights(String schema, boolean creates) {
    require(connection -> TargetRights.missing(connection, schema, creates));
  }

  /**
   * Refuses a target where a right is missing that a live migration needs which copies, or is to
   * begin; all that is missing is named, and how to grant it.
   *
   * @param schema the schema where the tables become visible
   * @throws CrossfadeException CF-3015
   */
  public void requireRightsToFollow(String schema) {
    require(connection -> TargetRights.missingToFollow(connection, schema));
  }

  /**
   * The same for a live migration whose tables are visible.
   *
   * @param schema of the tables
   * @param tables their names
   * @throws CrossfadeException CF-3015
   */
  public void requireRightsToGoOn(String schema, Collection<String> tables) {
    require(connection -> TargetRights.missingToGoOn(connection, schema, tables));
  }

  /** Asks for rights. */
  private interface Asking {
    List<TargetRights.Check> missing(Connection connection) throws SQLException;
  }

  private void require(Asking rights) {
    try (Connection connection = open()) {
      String missing =
          rights.missing(connection).stream()
              .map(check -> check.name() + ": " + check.found() + "; " + check.advice())
              .distinct()
              .collect(Collectors.joining("\n"));
      if (!missing.isEmpty()) {
        throw new CrossfadeException(ErrorCode.CF_3015, missing);
      }
    } catch (SQLException failed) {
      throw ConnectFailure.classify(failed, url);
    }
  }

  private void greet(Connection connection) throws SQLException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < VERSION_MIN) {
      throw new CrossfadeException(
          ErrorCode.CF_3017,
          url.display() + " is " + connection.getMetaData().getDatabaseProductVersion());
    }
    describe(connection);
    connection.setNetworkTimeout(Runnable::run, socketTimeoutMillis);
  }

  private TargetServer describe(Connection connection) throws SQLException {
    PGConnection driver = connection.unwrap(PGConnection.class);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SESSION)) {
      row.next();
      String encoding = row.getString("encoding");
      if (!"UTF8".equals(encoding)) {
        throw new CrossfadeException(
            ErrorCode.CF_3018, url.display() + " has the encoding " + encoding);
      }
      boolean told = url.parameter(UrlParameters.POOLED).filter("true"::equals).isPresent();
      boolean pooled = told || row.getInt("process_id") != driver.getBackendPID();
      if (pooled) {
        driver.setPrepareThreshold(0);
      }
      TargetServer described =
          new TargetServer(
              row.getInt("version_number"),
              row.getString("version"),
              pooled,
              row.getBoolean("read_only"));
      server = described;
      return described;
    }
  }

  private void checkFiles() {
    for (String name : List.of("sslrootcert", "sslcert", "sslkey")) {
      url.parameter(name)
          .filter(file -> !file.equals("system") && !Files.isReadable(Path.of(file)))
          .ifPresent(
              file -> {
                throw new CrossfadeException(ErrorCode.CF_3021, name + " " + file);
              });
    }
  }

  private static void close(@Nullable Connection connection, Exception because) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException alsoFailed) {
      because.addSuppressed(alsoFailed);
    }
  }

  /** Hosts and database only: what the driver repeats in messages holds no password. */
  private static String jdbcUrl(TargetUrl url) {
    return url.hosts().stream()
        .map(HostPort::toString)
        .collect(
            Collectors.joining(
                ",", "jdbc:postgresql://", "/" + PercentCoding.encode(url.database())));
  }
}

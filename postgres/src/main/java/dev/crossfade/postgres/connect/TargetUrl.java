package dev.crossfade.postgres.connect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The address of a target database with all that is needed to connect: what its URL says, and what
 * libpq takes from the environment and from {@code ~/.pgpass} for the parts that it leaves out.
 *
 * <p>Only {@link #libpq()} and {@link #password()} give the password away.
 */
public final class TargetUrl {
  private final List<HostPort> hosts;
  private final String user;
  private final String database;
  private final Password password;
  private final Map<String, String> parameters;

  TargetUrl(
      List<HostPort> hosts,
      String user,
      String database,
      Password password,
      Map<String, String> parameters) {
    this.hosts = List.copyOf(hosts);
    this.user = user;
    this.database = database;
    this.password = password;
    this.parameters = parameters;
  }

  /**
   * Reads {@code postgresql://user:password@host:port/database?name=value}, also with {@code
   * postgres://} and as {@code jdbc:postgresql://}, with the environment of this process.
   *
   * @throws dev.crossfade.core.error.CrossfadeException CF-3002 naming the part that is malformed,
   *     without its text
   */
  public static TargetUrl parse(String url) {
    return parse(url, Environment.system());
  }

  /** The same with surroundings of the caller's choice. */
  public static TargetUrl parse(String url, Environment environment) {
    return LibpqDefaults.complete(UrlParser.parse(url), environment);
  }

  /** The servers, in the order in which they are tried; at least one. */
  public List<HostPort> hosts() {
    return hosts;
  }

  /** The role to log in with. */
  public String user() {
    return user;
  }

  /** The database. */
  public String database() {
    return database;
  }

  /** The password, absent if none was found. */
  public Optional<String> password() {
    return password.value();
  }

  /** Where the password was found. */
  public Password.Origin passwordOrigin() {
    return password.origin();
  }

  /** The parameters by their libpq names; those known to pgjdbc only, by their names there. */
  public Map<String, String> parameters() {
    return parameters;
  }

  /** A parameter by its libpq name. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** For people: user, hosts and database; neither password nor parameters. */
  public String display() {
    return "postgresql://" + PercentCoding.encode(user) + "@" + place();
  }

  /**
   * For programs: the URL that psql accepts. It holds the password if the URL that was read held
   * it; one from the environment or a password file stays there, where psql finds it too.
   */
  public String libpq() {
    String secret =
        password.origin() == Password.Origin.URL
            ? ":" + PercentCoding.encode(password.value().orElse(""))
            : "";
    return "postgresql://" + PercentCoding.encode(user) + secret + "@" + place() + query();
  }

  /**
   * The same without the password, for a command line, which every user of the machine can read;
   * pass {@link #password()} in the variable PGPASSWORD.
   */
  public String libpqWithoutPassword() {
    return display() + query();
  }

  /** As {@link #display()}. */
  @Override
  public String toString() {
    return display();
  }

  private String place() {
    return hosts.stream().map(HostPort::toString).collect(Collectors.joining(","))
        + "/"
        + PercentCoding.encode(database);
  }

  private String query() {
    String query =
        parameters.entrySet().stream()
            .filter(entry -> UrlParameters.isLibpq(entry.getKey()))
            .filter(entry -> !UrlParameters.isSecret(entry.getKey()))
            .map(entry -> entry.getKey() + "=" + PercentCoding.encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }
}

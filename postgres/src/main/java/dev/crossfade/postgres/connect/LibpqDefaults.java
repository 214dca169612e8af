package dev.crossfade.postgres.connect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What libpq takes for the parts that a URL leaves out (PostgreSQL documentation, 32.15
 * "Environment Variables" and 32.16 "The Password File"). Where libpq would use a Unix socket, this
 * takes localhost.
 */
final class LibpqDefaults {
  private static final int PORT = 5432;

  private static final Map<String, String> VARIABLES =
      Map.of(
          "PGSSLMODE", "sslmode",
          "PGSSLROOTCERT", "sslrootcert",
          "PGSSLCERT", "sslcert",
          "PGSSLKEY", "sslkey",
          "PGCONNECT_TIMEOUT", "connect_timeout",
          "PGAPPNAME", "application_name",
          "PGOPTIONS", "options",
          "PGTARGETSESSIONATTRS", "target_session_attrs",
          "PGCHANNELBINDING", "channel_binding",
          "PGREQUIREAUTH", "require_auth");

  private LibpqDefaults() {}

  static TargetUrl complete(ParsedUrl url, Environment environment) {
    String user =
        url.user().or(() -> environment.variable("PGUSER")).orElse(environment.userName());
    String database = url.database().or(() -> environment.variable("PGDATABASE")).orElse(user);
    String host =
        environment.variable("PGHOST").filter(h -> !h.startsWith("/")).orElse("localhost");
    int port = environment.variable("PGPORT").map(LibpqDefaults::port).orElse(PORT);
    List<HostPort> hosts =
        url.hosts().stream()
            .map(
                given ->
                    new HostPort(
                        given.host().isEmpty() ? host : given.host(),
                        given.port() == 0 ? port : given.port()))
            .toList();
    Map<String, String> parameters = parameters(url.parameters(), environment);
    Password password =
        url.password()
            .map(given -> new Password(Optional.of(given), Password.Origin.URL))
            .orElseGet(() -> password(hosts, database, user, parameters, environment));
    return new TargetUrl(hosts, user, database, password, parameters);
  }

  private static Map<String, String> parameters(
      Map<String, String> given, Environment environment) {
    Map<String, String> parameters = new LinkedHashMap<>(given);
    VARIABLES.forEach(
        (variable, name) ->
            environment
                .variable(variable)
                .ifPresent(
                    value -> {
                      UrlParameters.check(name, value, new UrlPart("variable " + variable, 1));
                      parameters.putIfAbsent(name, value);
                    }));
    Path authority = environment.home().resolve(".postgresql").resolve("root.crt");
    if (Files.isRegularFile(authority)) {
      parameters.putIfAbsent("sslrootcert", authority.toString());
    }
    return Collections.unmodifiableMap(parameters);
  }

  private static Password password(
      List<HostPort> hosts,
      String database,
      String user,
      Map<String, String> parameters,
      Environment environment) {
    Optional<String> variable = environment.variable("PGPASSWORD");
    if (variable.isPresent()) {
      return new Password(variable, Password.Origin.ENVIRONMENT);
    }
    Path file =
        Optional.ofNullable(parameters.get("passfile"))
            .or(() -> environment.variable("PGPASSFILE"))
            .map(Path::of)
            .orElse(environment.home().resolve(".pgpass"));
    return PasswordFile.find(file, hosts, database, user);
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > 65535) {
      throw new UrlPart("variable PGPORT", 1).refused("expected a number from 1 to 65535");
    }
    return Integer.parseInt(text);
  }
}

package dev.crossfade.postgres.connect;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** The parameters that a URL may have, and their values where those are few. */
final class UrlParameters {
  /** Whether a pooler stands before the server; used by hosted databases, unknown to libpq. */
  static final String POOLED = "pgbouncer";

  private static final Set<String> LIBPQ =
      Set.of(
          "host",
          "port",
          "dbname",
          "user",
          "password",
          "passfile",
          "connect_timeout",
          "client_encoding",
          "options",
          "application_name",
          "fallback_application_name",
          "keepalives",
          "keepalives_idle",
          "keepalives_interval",
          "keepalives_count",
          "tcp_user_timeout",
          "sslmode",
          "sslnegotiation",
          "sslcert",
          "sslkey",
          "sslpassword",
          "sslrootcert",
          "channel_binding",
          "require_auth",
          "gssencmode",
          "krbsrvname",
          "target_session_attrs",
          "load_balance_hosts");

  private static final Set<String> NUMBERS =
      Set.of("connect_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count");

  private static final Set<String> SECRET = Set.of("sslpassword");

  private static final Map<String, List<String>> VALUES =
      Map.of(
          "sslmode",
          List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
          "sslnegotiation",
          List.of("postgres", "direct"),
          "channel_binding",
          List.of("disable", "prefer", "require"),
          "gssencmode",
          List.of("disable", "prefer", "require"),
          "load_balance_hosts",
          List.of("disable", "random"),
          "client_encoding",
          List.of("UTF8", "utf8", "UTF-8", "utf-8", "auto"),
          "target_session_attrs",
          List.of("any", "read-write", "read-only", "primary", "standby", "prefer-standby"),
          POOLED,
          List.of("true", "false"));

  /** What pgjdbc calls otherwise than libpq. */
  private static final Map<String, String> OF_JDBC =
      Map.of(
          "ApplicationName", "application_name",
          "connectTimeout", "connect_timeout",
          "sslNegotiation", "sslnegotiation",
          "channelBinding", "channel_binding",
          "requireAuth", "require_auth",
          "gssEncMode", "gssencmode");

  private UrlParameters() {}

  /** Whether psql accepts the parameter in a URL. */
  static boolean isLibpq(String name) {
    return LIBPQ.contains(name);
  }

  /** Whether its value must not be printed. */
  static boolean isSecret(String name) {
    return SECRET.contains(name);
  }

  /** Adds a parameter under its libpq name, or refuses it. */
  static void put(
      Map<String, String> parameters, String name, String value, boolean jdbc, UrlPart part) {
    if (jdbc && name.equals("ssl")) {
      parameters.putIfAbsent("sslmode", value.equals("false") ? "prefer" : "verify-full");
      return;
    }
    String known = jdbc ? OF_JDBC.getOrDefault(name, name) : name;
    if (!LIBPQ.contains(known) && !known.equals(POOLED) && !(jdbc && isDriverProperty(known))) {
      throw part.refused(
          "no such parameter; those of libpq are known, as sslmode, sslrootcert, connect_timeout");
    }
    check(known, value, part);
    parameters.put(known, value);
  }

  /** Refuses a value that is not among those possible. */
  static void check(String name, @Nullable String value, UrlPart part) {
    List<String> possible = VALUES.get(name);
    if (possible != null && !possible.contains(value)) {
      throw part.refused(name + " is one of " + String.join(", ", possible));
    }
    if (NUMBERS.contains(name) && (value == null || !value.matches("[0-9]{1,6}"))) {
      throw part.refused(
          name + (name.endsWith("count") ? " is a number" : " is a number of seconds"));
    }
  }

  private static boolean isDriverProperty(String name) {
    return PGProperty.forName(name) != null;
  }
}

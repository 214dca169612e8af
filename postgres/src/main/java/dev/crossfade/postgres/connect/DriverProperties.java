package dev.crossfade.postgres.connect;

import java.util.Map;
import java.util.Properties;
import org.postgresql.PGProperty;

/** Translates a target's parameters into the properties of pgjdbc. */
final class DriverProperties {
  /** How long a server may take for each answer while connecting, in seconds. */
  static final int TIMEOUT_SECONDS = 10;

  private static final String APPLICATION = "crossfade";

  private static final Map<String, PGProperty> SAME_MEANING =
      Map.ofEntries(
          Map.entry("sslcert", PGProperty.SSL_CERT),
          Map.entry("sslkey", PGProperty.SSL_KEY),
          Map.entry("sslpassword", PGProperty.SSL_PASSWORD),
          Map.entry("sslnegotiation", PGProperty.SSL_NEGOTIATION),
          Map.entry("channel_binding", PGProperty.CHANNEL_BINDING),
          Map.entry("require_auth", PGProperty.REQUIRE_AUTH),
          Map.entry("gssencmode", PGProperty.GSS_ENC_MODE),
          Map.entry("krbsrvname", PGProperty.KERBEROS_SERVER_NAME),
          Map.entry("options", PGProperty.OPTIONS));

  private static final Map<String, String> SERVER_TYPES =
      Map.of(
          "any", "any",
          "read-write", "primary",
          "primary", "primary",
          "read-only", "secondary",
          "standby", "secondary",
          "prefer-standby", "preferSecondary");

  private DriverProperties() {}

  static Properties of(TargetUrl url) {
    Properties properties = new Properties();
    url.parameters().forEach((name, value) -> put(properties, name, value));
    PGProperty.USER.set(properties, url.user());
    // Never absent: the driver would look for a password file itself, and not mind its permissions.
    PGProperty.PASSWORD.set(properties, url.password().orElse(""));
    PGProperty.APPLICATION_NAME.set(
        properties,
        url.parameter("application_name")
            .or(() -> url.parameter("fallback_application_name"))
            .orElse(APPLICATION));
    int timeout = timeoutSeconds(url);
    PGProperty.CONNECT_TIMEOUT.set(properties, timeout);
    PGProperty.SOCKET_TIMEOUT.set(properties, timeout);
    PGProperty.TCP_KEEP_ALIVE.set(
        properties, !url.parameter("keepalives").filter("0"::equals).isPresent());
    if (PGProperty.SOCKET_FACTORY.getOrNull(properties) == null) {
      PGProperty.SOCKET_FACTORY.set(properties, KeepAliveSockets.class.getName());
      PGProperty.SOCKET_FACTORY_ARG.set(properties, KeepAliveSockets.argument(url));
    }
    PGProperty.BINARY_TRANSFER.set(properties, true);
    // The driver would pass over a host for ten seconds because a password was wrong there.
    PGProperty.HOST_RECHECK_SECONDS.set(properties, 0);
    encryption(properties, url);
    return properties;
  }

  /** The time that a server may take, in seconds; 0 in a URL means for ever, as in libpq. */
  static int timeoutSeconds(TargetUrl url) {
    return url.parameter("connect_timeout").map(Integer::parseInt).orElse(TIMEOUT_SECONDS);
  }

  private static void put(Properties properties, String name, String value) {
    PGProperty same = SAME_MEANING.get(name);
    if (same != null) {
      same.set(properties, value);
    } else if (name.equals("target_session_attrs")) {
      PGProperty.TARGET_SERVER_TYPE.set(properties, SERVER_TYPES.getOrDefault(value, value));
    } else if (name.equals("load_balance_hosts")) {
      PGProperty.LOAD_BALANCE_HOSTS.set(properties, value.equals("random"));
    } else if (!UrlParameters.isLibpq(name) && PGProperty.forName(name) != null) {
      properties.setProperty(name, value);
    }
  }

  /**
   * Unlike libpq, pgjdbc does not look at the authority's certificate with sslmode=require; with
   * one at hand it is raised to verify-ca, which is what libpq does.
   */
  private static void encryption(Properties properties, TargetUrl url) {
    String mode = url.parameter("sslmode").orElse("prefer");
    String authority = url.parameter("sslrootcert").orElse("");
    if (authority.equals("system")) {
      PGProperty.SSL_MODE.set(properties, "verify-full");
      PGProperty.SSL_FACTORY.set(properties, "org.postgresql.ssl.DefaultJavaSSLFactory");
      return;
    }
    boolean verify = mode.equals("require") && !authority.isEmpty();
    PGProperty.SSL_MODE.set(properties, verify ? "verify-ca" : mode);
    if (!authority.isEmpty()) {
      PGProperty.SSL_ROOT_CERT.set(properties, authority);
    }
  }
}

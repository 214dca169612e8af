package dev.crossfade.postgres.connect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads URLs as libpq does (PostgreSQL documentation, 32.1.1.2 "Connection URIs"): {@code
 * postgresql://[user[:password]@][host[:port],…][/database][?name=value&…]}; and the JDBC form,
 * whose user and password are parameters.
 */
final class UrlParser {
  private static final List<String> SCHEMES = List.of("postgresql://", "postgres://");
  private static final String JDBC = "jdbc:";
  private static final String JDBC_WITHOUT_HOST = "jdbc:postgresql:";

  private final String url;
  private final boolean jdbc;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  private UrlParser(String url, boolean jdbc) {
    this.url = url;
    this.jdbc = jdbc;
  }

  static ParsedUrl parse(String text) {
    String url = text.strip();
    boolean jdbc = url.regionMatches(true, 0, JDBC, 0, JDBC.length());
    UrlParser parser = new UrlParser(url, jdbc);
    return parser.parseFrom(parser.afterScheme());
  }

  private int afterScheme() {
    int from = jdbc ? JDBC.length() : 0;
    for (String scheme : SCHEMES) {
      if (url.regionMatches(true, from, scheme, 0, scheme.length())) {
        return from + scheme.length();
      }
    }
    if (url.toLowerCase(Locale.ROOT).startsWith(JDBC_WITHOUT_HOST)) {
      return JDBC_WITHOUT_HOST.length();
    }
    throw part("scheme", 0).refused("expected postgresql://, postgres:// or jdbc:postgresql://");
  }

  private ParsedUrl parseFrom(int start) {
    boolean authority = url.startsWith("//", start - 2);
    int query = indexOrEnd('?', start);
    int slash = authority ? Math.min(indexOrEnd('/', start), query) : start;
    int at = url.indexOf('@', start);
    Optional<String> user = Optional.empty();
    Optional<String> password = Optional.empty();
    int hostStart = start;
    if (at >= 0 && at < slash) {
      int colon = url.indexOf(':', start);
      int userEnd = colon >= 0 && colon < at ? colon : at;
      user = nonEmpty(decoded("user", start, userEnd));
      password = userEnd < at ? nonEmpty(decoded("password", userEnd + 1, at)) : password;
      hostStart = at + 1;
      at = url.indexOf('@', hostStart);
    }
    boolean secondAt = at >= 0 && at < slash;
    boolean atAfterSlash = user.isEmpty() && at >= slash && at < query;
    if (secondAt || atAfterSlash) {
      throw part("user or password", start)
          .refused(
              "it holds a character that must be percent-encoded: @ as %40, / as %2F, ? as %3F");
    }
    List<HostPort> hosts = authority ? hosts(hostStart, slash) : List.of(new HostPort("", 0));
    int databaseStart = authority ? Math.min(slash + 1, query) : start;
    Optional<String> database = nonEmpty(decoded("database", databaseStart, query));
    readParameters(query + 1);
    return new ParsedUrl(
        override(hosts),
        or("user", user),
        or("password", password),
        or("dbname", database),
        parameters);
  }

  private Optional<String> or(String parameter, Optional<String> part) {
    Optional<String> given = Optional.ofNullable(parameters.remove(parameter));
    return given.isPresent() ? given : part;
  }

  /** The parameters host and port stand above the authority, as in libpq. */
  private List<HostPort> override(List<HostPort> hosts) {
    String host = parameters.remove("host");
    String port = parameters.remove("port");
    if (host == null && port == null) {
      return hosts;
    }
    String name = host == null ? hosts.get(0).host() : host;
    UrlPart part = part("parameter host or port", url.indexOf('?'));
    checkHost(name, part);
    return List.of(new HostPort(name, port == null ? hosts.get(0).port() : port(port, part)));
  }

  private List<HostPort> hosts(int start, int end) {
    List<HostPort> hosts = new ArrayList<>();
    int from = start;
    while (true) {
      int comma = url.indexOf(',', from);
      int to = comma >= 0 && comma < end ? comma : end;
      hosts.add(hostPort(from, to));
      if (to == end) {
        return hosts;
      }
      from = to + 1;
    }
  }

  private HostPort hostPort(int start, int end) {
    int hostEnd;
    String host;
    if (start < end && url.charAt(start) == '[') {
      int bracket = url.indexOf(']', start);
      if (bracket < 0 || bracket >= end) {
        throw part("host", start).refused("the bracket of an IPv6 address is not closed");
      }
      host = url.substring(start + 1, bracket);
      hostEnd = bracket + 1;
      if (!host.matches("[0-9A-Fa-f:.]+(%.+)?") || host.indexOf(':') < 0) {
        throw part("host", start).refused("what stands in brackets is no IPv6 address");
      }
    } else {
      int colon = url.indexOf(':', start);
      hostEnd = colon >= 0 && colon < end ? colon : end;
      host = decoded("host", start, hostEnd);
    }
    checkHost(host, part("host", start));
    if (hostEnd == end) {
      return new HostPort(host, 0);
    }
    if (url.charAt(hostEnd) != ':') {
      throw part("port", hostEnd).refused("expected : and a port after the host");
    }
    String port = url.substring(hostEnd + 1, end);
    return new HostPort(host, port.isEmpty() ? 0 : port(port, part("port", hostEnd + 1)));
  }

  private static void checkHost(String host, UrlPart part) {
    if (host.startsWith("/")) {
      throw part.refused("a directory of Unix sockets is not supported: name a TCP host");
    }
    if (host.chars().anyMatch(c -> c <= ' ' || c == '@' || c == '#' || c == '\\')) {
      throw part.refused("it holds a character that no host name has");
    }
  }

  private static int port(String text, UrlPart part) {
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > 65535) {
      throw part.refused("expected a number from 1 to 65535");
    }
    return Integer.parseInt(text);
  }

  private void readParameters(int start) {
    int from = start;
    while (from < url.length()) {
      int to = indexOrEnd('&', from);
      int equals = url.indexOf('=', from);
      if (equals < 0 || equals >= to) {
        throw part("parameter", from).refused("expected name=value");
      }
      UrlPart part = part("parameter", from);
      String name = decoded("parameter", from, equals);
      String raw = url.substring(equals + 1, to);
      String value =
          PercentCoding.decode(
              jdbc ? raw.replace('+', ' ') : raw, part("value of the parameter", equals + 1));
      UrlParameters.put(parameters, name, value, jdbc, part);
      from = to + 1;
    }
  }

  private String decoded(String name, int start, int end) {
    return PercentCoding.decode(url.substring(start, end), part(name, start));
  }

  private static UrlPart part(String name, int index) {
    return new UrlPart(name, index + 1);
  }

  private static Optional<String> nonEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private int indexOrEnd(char wanted, int from) {
    int index = url.indexOf(wanted, from);
    return index < 0 ? url.length() : index;
  }
}

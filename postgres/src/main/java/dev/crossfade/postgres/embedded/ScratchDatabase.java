package dev.crossfade.postgres.embedded;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database of the {@link ScratchServer}.
 *
 * @param name its name
 * @param url its URL in libpq form, with user and password
 */
public record ScratchDatabase(String name, String url) implements AutoCloseable {
  /** Its URL in JDBC form, with user and password. */
  public String jdbcUrl() {
    return jdbcUrl(url);
  }

  /** A new plain connection, which the caller closes. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl());
  }

  /** Drops the database; what is still connected to it is cut off. */
  @Override
  public void close() {
    ScratchServer.execute(ScratchServer.url(), "DROP DATABASE " + name + " WITH (FORCE)");
  }

  /** Enough for URLs made here: their parts need no encoding. */
  static String jdbcUrl(String url) {
    URI parts = URI.create(url);
    String[] user = parts.getUserInfo().split(":", 2);
    return "jdbc:postgresql://"
        + parts.getAuthority().substring(parts.getUserInfo().length() + 1)
        + parts.getPath()
        + "?user="
        + user[0]
        + "&password="
        + user[1];
  }
}

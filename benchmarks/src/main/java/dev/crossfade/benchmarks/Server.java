package dev.crossfade.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** The PostgreSQL server that every contender writes to, each into a fresh schema or database. */
final class Server {
  private static final double TICKS_PER_SECOND = 100;

  /** Where peers and limits work: a database of their own, on the same server. */
  private static final String PEERS = "peers";

  /** Where stores of applications move to. */
  private static final String APPLICATIONS = "applications";

  private final String url;
  private int schemas;
  private int dropped;

  /**
   * @param url {@code postgresql://user:password@host:port/database}
   */
  Server(String url) {
    this.url = url;
  }

  /** The database that Crossfade moves into. */
  String url() {
    return url;
  }

  /** The database of the peers, in libpq's form. */
  String peersUrl() {
    return url.substring(0, url.lastIndexOf('/') + 1) + PEERS;
  }

  /** The database of the peers, in the form of JDBC. */
  static String jdbc(String libpq) {
    int at = libpq.lastIndexOf('@');
    String[] user = libpq.substring(libpq.indexOf("//") + 2, at).split(":", 2);
    return "jdbc:postgresql://"
        + libpq.substring(at + 1)
        + "?user="
        + user[0]
        + "&password="
        + user[1];
  }

  /** A schema name that no run has used. */
  String freshSchema() {
    return "measured_" + ++schemas;
  }

  /** Drops what contenders made, and writes what waits to be written, so that none pays for it. */
  void clean() throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbc(url));
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + PEERS);
      statement.execute("CREATE DATABASE " + PEERS);
      for (; dropped < schemas; dropped++) {
        statement.execute("DROP SCHEMA IF EXISTS measured_" + (dropped + 1) + " CASCADE");
      }
      statement.execute("CHECKPOINT");
    }
  }

  /** Drops the database of applications, if there is one, and makes it anew; gives its URL. */
  String freshDatabase() throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbc(url));
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + APPLICATIONS + " WITH (FORCE)");
      statement.execute("CREATE DATABASE " + APPLICATIONS);
      statement.execute("CHECKPOINT");
    }
    return url.substring(0, url.lastIndexOf('/') + 1) + APPLICATIONS;
  }

  /** Does one statement in the database of the peers. */
  void executeForPeers(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbc(peersUrl()));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Asks one question of the database of the peers. */
  String askPeers(String sql) throws SQLException {
    return ask(peersUrl(), sql);
  }

  /** Asks one question of the database that Crossfade moves into. */
  String ask(String sql) throws SQLException {
    return ask(url, sql);
  }

  private static String ask(String database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbc(database));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Processor seconds that the server has used so far; 0 where the system does not tell. */
  double cpuSeconds() throws SQLException {
    // The session must last until its process was looked at.
    try (Connection connection = DriverManager.getConnection(jdbc(url));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      long postmaster = parent(row.getLong(1));
      double ticks = ticks(postmaster, true);
      try (Stream<ProcessHandle> children =
          ProcessHandle.of(postmaster).stream().flatMap(ProcessHandle::children)) {
        ticks += children.mapToLong(child -> ticks(child.pid(), false)).sum();
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Processor seconds that another process has used; 0 where the system does not tell. */
  static double cpuSeconds(long pid) {
    return ticks(pid, false) / TICKS_PER_SECOND;
  }

  private static long parent(long pid) throws IOException {
    return Long.parseLong(fields(pid)[1]);
  }

  private static long ticks(long pid, boolean withEnded) {
    try {
      String[] fields = fields(pid);
      long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      return withEnded ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
    } catch (IOException e) {
      return 0; // It has ended; its parent has its time.
    }
  }

  /** The fields of proc(5) stat behind the name: state, parent and so on. */
  private static String[] fields(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }
}

package dev.crossfade.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Other ways to do the same, and the limits of any way. */
final class Peers {
  private static final String PLAIN =
      "CREATE TABLE events (id bigint NOT NULL, user_id bigint NOT NULL, amount float8, name text NOT"
          + " NULL, payload text, is_active bigint NOT NULL, created_at text NOT NULL, note text,"
          + " fingerprint bytea, score float8 NOT NULL)";
  private static final String SELECT =
      "SELECT id, user_id, amount, name, payload, is_active, created_at, note,"
          + " '\\x' || hex(fingerprint), score FROM events";
  private static final Pattern COPY_LINE =
      Pattern.compile("COPY Threads Completion .* (?:([0-9]+)m)?([0-9.]+)s\\s*");

  private final Command command;
  private final Server server;
  private final Path work;

  Peers(Command command, Server server, Path work) {
    this.command = command;
    this.server = server;
    this.work = work;
  }

  /** pgloader with its defaults; the phase is the copy as its summary gives it. */
  Contender pgloader(String name, Path sqlite) {
    return new Contender(
        name,
        () -> {
          Path load = work.resolve("pgloader.load");
          Files.writeString(
              load,
              "LOAD DATABASE FROM sqlite://"
                  + sqlite
                  + " INTO "
                  + server.peersUrl()
                  + " WITH include drop, create tables, create indexes, reset sequences;\n");
          Command.Result result = command.run("pgloader \"$1\"", load.toString());
          return Contender.Sample.of(copySeconds(result.output()), result);
        });
  }

  private static double copySeconds(String summary) throws IOException {
    Matcher matcher = COPY_LINE.matcher(summary);
    if (!matcher.find()) {
      throw new IOException("no copy phase in pgloader's summary: " + summary);
    }
    int minutes = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
    return minutes * 60 + Double.parseDouble(matcher.group(2));
  }

  /** sqlite3's CSV into psql's COPY, then the primary key. */
  Contender csvPipe(String name, Path sqlite) {
    String script =
        "set -o pipefail; psql -qc \"$3\" \"$2\" && sqlite3 -csv \"$1\" \"$4\""
            + " | psql -qc 'COPY events FROM STDIN (FORMAT csv)' \"$2\""
            + " && psql -qc 'ALTER TABLE events ADD PRIMARY KEY (id)' \"$2\"";
    return new Contender(
        name,
        () -> {
          Command.Result result =
              command.run(script, sqlite.toString(), server.peersUrl(), PLAIN, SELECT);
          return Contender.Sample.of(result.seconds(), result);
        });
  }

  /** sqlite3's dump into psql, whatever psql says to it. */
  Contender dumpPipe(String name, Path sqlite) {
    return new Contender(
        name,
        () -> {
          Command.Result result =
              command.attempt(
                  "sqlite3 \"$1\" .dump | psql -q \"$2\"", sqlite.toString(), server.peersUrl());
          return Contender.Sample.of(result.seconds(), result);
        });
  }

  /** A plain program with JDBC batches. */
  Contender batch(String name, Path sqlite) {
    return limit(name, () -> {}, "batch", Server.jdbc(server.peersUrl()), sqlite.toString());
  }

  /** Reading with sqlite-jdbc alone. */
  Contender read(String name, Path sqlite) {
    return limit(name, () -> {}, "read", sqlite.toString());
  }

  /**
   * COPY alone, of rows from a ready file.
   *
   * @param ready the rows
   */
  Contender copy(String name, Ready ready) {
    return limit(
        name,
        () -> server.executeForPeers(ready.createTable()),
        "copy",
        Server.jdbc(server.peersUrl()),
        ready.table(),
        ready.format(),
        ready.file().toString());
  }

  /** Reading the target by COPY alone. */
  Contender readBack(String name, Ready ready) {
    return limit(
        name,
        () -> {
          server.executeForPeers(ready.createTable());
          Limits.copy(Server.jdbc(server.peersUrl()), ready.table(), ready.format(), ready.file());
        },
        "read-back",
        Server.jdbc(server.peersUrl()),
        ready.table());
  }

  /**
   * Rows in a file in the form that COPY reads, and the table for them.
   *
   * @param table its name
   * @param createTable its statement, without keys
   * @param format {@code binary} or {@code csv}
   * @param file the rows
   */
  record Ready(String table, String createTable, String format, Path file) {}

  /** Takes rows that Crossfade moved, in the types that it chose. */
  Ready ready(String schema, String table, String format) throws Exception {
    String columns =
        server.ask(
            "SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', '"
                + " ORDER BY attnum) FROM pg_attribute WHERE attnum > 0 AND attrelid = '"
                + schema
                + ".\""
                + table
                + "\"'::regclass");
    Path file = work.resolve(table + "." + format);
    Limits.export(Server.jdbc(server.url()), schema + ".\"" + table + "\"", format, file);
    String quoted = "\"" + table + "\"";
    return new Ready(quoted, "CREATE TABLE " + quoted + " (" + columns + ")", format, file);
  }

  private Contender limit(String name, Contender.Preparation prepare, String... arguments) {
    return new Contender(
        name,
        prepare,
        () -> {
          String script =
              "\""
                  + System.getProperty("java.home")
                  + "/bin/java\" -XX:+UseSerialGC -cp \""
                  + System.getProperty("java.class.path")
                  + "\" "
                  + Limits.class.getName()
                  + " \"$@\"";
          Command.Result result = command.run(script, arguments);
          double seconds = Double.parseDouble(result.output().strip().toLowerCase(Locale.ROOT));
          return Contender.Sample.of(seconds, result);
        });
  }
}

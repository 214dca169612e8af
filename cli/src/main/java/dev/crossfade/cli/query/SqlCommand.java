package dev.crossfade.cli.query;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.target.ChosenTarget;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sql}. */
@Command(
    name = "sql",
    description = {
      "Runs SQL on the target and prints the rows as a table, as CSV or as JSON. Without --write the"
          + " transaction is read-only."
    },
    footer = {
      "  ./crossfade sql \"SELECT * FROM customers LIMIT 10\"",
      "  ./crossfade sql --csv \"SELECT * FROM orders\" > orders.csv",
      "  ./crossfade sql --write \"DELETE FROM orders WHERE total < 0\"",
      "  echo \"SELECT 1\" | ./crossfade sql --json"
    })
public final class SqlCommand implements Action {
  @Parameters(
      arity = "0..1",
      paramLabel = "QUERY",
      description = "One or more statements; read from standard input when left out.")
  @Nullable String query;

  @Option(names = "--csv", description = "Print CSV with a line of column names.")
  boolean csv;

  @Option(names = "--write", description = "Allow changes, and commit them.")
  boolean write;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "Give up a statement after this many seconds; 0, the default, never.")
  int timeout;

  @Mixin TargetOptions target = new TargetOptions();

  @Override
  public Outcome run(Session session) throws IOException, SQLException {
    if (timeout < 0 || timeout > Integer.MAX_VALUE / 1000) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, "--timeout takes 0 to 2147483 seconds, not " + timeout);
    }
    if (csv && session.json()) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--csv and --json exclude each other");
    }
    Query asked = new Query(text(session), write, timeout);
    ChosenTarget chosen = ChosenTarget.open(session, target);
    try (Connection connection = chosen.connector().open()) {
      if (!write && !chosen.connector().server().pooled()) {
        stayReadOnly(connection);
      }
      if (session.json()) {
        return json(session, connection, asked);
      }
      asked.run(connection, csv ? new CsvRows(session) : new TableRows(session));
      return Outcome.DONE;
    }
  }

  /**
   * Holds beyond a COMMIT in the user's text as well. Not behind a pooler: the setting would stay
   * in a session that is lent to others.
   */
  private static void stayReadOnly(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET default_transaction_read_only = on");
    }
  }

  private static Outcome json(Session session, Connection connection, Query asked) {
    JsonRows rows = new JsonRows(session);
    try {
      asked.run(connection, rows);
    } catch (CrossfadeException failed) {
      if (!rows.started()) {
        throw failed;
      }
      rows.abort(failed);
      return Outcome.FAILED;
    }
    rows.finish();
    return Outcome.DONE;
  }

  private String text(Session session) throws IOException {
    String given = query;
    if (given == null || given.equals("-")) {
      if (session.surroundings().terminal().in()) {
        session.note("Type SQL, then Ctrl-D.");
      }
      given = new String(session.surroundings().in().readAllBytes(), StandardCharsets.UTF_8);
    }
    if (given.isBlank()) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, "no query given, neither as an argument nor on standard input");
    }
    return given;
  }
}

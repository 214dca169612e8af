package dev.crossfade.cli.demo;

import dev.crossfade.cli.frame.Durations;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was proven, as a table or as JSON. */
final class DemoOutput {
  private final Session session;
  private final Map<String, String> found;

  /**
   * @param found what the judge printed
   */
  DemoOutput(Session session, Map<String, String> found) {
    this.session = session;
    this.found = found;
  }

  void print(double seconds) {
    if (session.json()) {
      session.print(
          json -> {
            json.object();
            found.forEach(json::field);
            json.field("seconds", seconds).end();
          });
      return;
    }
    TextTable table = new TextTable(session, List.of("what", "found"));
    row(table, "writes acknowledged", text("acknowledged"));
    row(table, "writes found in app.sqlite", text("found.sqlite"));
    row(table, "writes found in PostgreSQL", text("found.postgresql"));
    row(table, "rows in each at the end", text("rows.postgresql"));
    row(table, "differences", text("differences"));
    row(table, "states of PostgreSQL looked at while it went on", text("samples"));
    row(table, "of them torn, lost or gone back", text("torn"));
    row(table, "left behind in app.sqlite after retire", text("left"));
    row(table, "lag, half of all commits below", micros("lag.50"));
    row(table, "lag, 99 of 100 commits below", micros("lag.99"));
    row(table, "longest that a write took at the switch", micros("longest.switch"));
    row(table, "longest that a write took on the way back", micros("longest.back"));
    row(table, "time of it all", Durations.measured(seconds));
    table.end();
  }

  private static void row(TextTable table, String name, String value) {
    table.row(List.of(name, value));
  }

  private String text(String name) {
    return found.getOrDefault(name, "unknown");
  }

  private String micros(String name) {
    String value = found.get(name);
    return value == null
        ? "unknown"
        : String.format(Locale.ROOT, "%.1f ms", Long.parseLong(value) / 1e3);
  }
}

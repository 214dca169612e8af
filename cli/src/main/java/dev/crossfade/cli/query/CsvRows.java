package dev.crossfade.cli.query;

import dev.crossfade.cli.frame.Session;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as CSV (RFC 4180) with a line of names. Null is an empty field, empty text is {@code ""}, as
 * PostgreSQL's COPY has it.
 */
final class CsvRows implements Rows {
  private final Session session;

  CsvRows(Session session) {
    this.session = session;
  }

  @Override
  public void begin(List<Column> columns) {
    row(columns.stream().map(Column::name).toList());
  }

  @Override
  public void row(List<@Nullable String> values) {
    PrintStream out = session.surroundings().out();
    for (int i = 0; i < values.size(); i++) {
      out.print(i == 0 ? "" : ",");
      out.print(field(values.get(i)));
    }
    out.print("\n");
  }

  @Override
  public void end() {
    // Every row is printed when it comes.
  }

  @Override
  public void changed(long count) {
    session.note(count == 1 ? "1 row changed" : count + " rows changed");
  }

  private static String field(@Nullable String value) {
    if (value == null) {
      return "";
    }
    boolean plain = !value.isEmpty() && !value.equals("\\.");
    for (int i = 0; plain && i < value.length(); i++) {
      plain = ",\"\r\n".indexOf(value.charAt(i)) < 0;
    }
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}

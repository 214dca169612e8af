package dev.crossfade.cli.query;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.TextTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as a table for people. */
final class TableRows implements Rows {
  private final Session session;
  private TextTable table;
  private long count;

  TableRows(Session session) {
    this.session = session;
    this.table = new TextTable(session, List.of());
  }

  @Override
  public void begin(List<Column> columns) {
    boolean[] numeric = new boolean[columns.size()];
    for (int i = 0; i < numeric.length; i++) {
      numeric[i] = columns.get(i).numeric();
    }
    table = new TextTable(session, columns.stream().map(Column::name).toList(), numeric);
    count = 0;
  }

  @Override
  public void row(List<@Nullable String> values) {
    table.row(values);
    count++;
  }

  @Override
  public void end() {
    table.end();
    session.note(count == 1 ? "1 row" : count + " rows");
  }

  @Override
  public void changed(long rows) {
    session.print(rows == 1 ? "1 row changed" : rows + " rows changed");
  }
}

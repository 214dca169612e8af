package dev.crossfade.benchmarks;

import dev.crossfade.benchmarks.FacadeLarge.Cell;
import dev.crossfade.benchmarks.FacadeLarge.Way;
import java.util.Locale;
import java.util.Map;

/** What was measured of stores of applications, as Markdown. */
@SuppressWarnings("InlineFormatString") // pages of text stand apart from what fills them
final class FacadeResults {
  private static final String ABOUT =
      """

      Figures: the first is Crossfade's, the second is what it is held against, in the same round; both sides take turns of %,d ms.
      Goals are those of a machine that does nothing else. Writes are made at a fixed rate, and each counts from when it was due, so that
      waiting in line counts. A target that is down refuses connections; one that hangs takes what is sent and says nothing. Of SQLite a
      quarter of what one thread can write is asked for. A fdatasync a write is one thread that appends as much as a record and forces it.
      Reads are timed by the hundred. JDBC by hand has a connection and a prepared statement for each thread, and executes the same
      statements on the same table, with its fence and its outbox; what it writes was encoded before, and what it reads stays text.
      Rewriting is looked at every 5 ms at 500 writes a second, over whole periods of pause and rewriting; the file has some %,d MB.
      """;
  private static final String PAYS =
      """

      ## When the database pays

      Each in a process of its own; open ends with the first read. Point reads, scans and writes by one thread, one after another: those of
      the file survive the process, those of the database the machine. Keys of a city, twenty of them: the file is read as a whole, the
      database has an index. Resident is the application's process when it is open, after a collection, without the server's.
      """;

  private final Scale scale;
  private final Measured measured;
  private final Map<String, Figures> figures;

  FacadeResults(Scale scale, Measured measured) {
    this.scale = scale;
    this.measured = measured;
    figures = measured.figures();
  }

  String text() {
    FacadeScale sizes = FacadeScale.of(scale);
    StringBuilder text = new StringBuilder("# Stores of applications: results\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "Written by `benchmarks/run %s`: medians of the rounds.%n"
                + "Absolute figures differ from machine to machine: the ratios count.%n%n",
            scale.name()));
    text.append(measured.facts());
    text.append("\n| | goal | ratio | figures | |\n|---|---|---:|---|---|\n");
    FacadeFigure.goals(figures).forEach(goal -> text.append(goal.row()));
    text.append(
        String.format(Locale.ROOT, ABOUT, sizes.sliceMillis(), sizes.rewritingKeys() / 2000));
    if (has(sizes.sizes().get(0))) {
      text.append(PAYS);
      sizes.sizes().stream().filter(this::has).forEach(keys -> text.append(table(keys)));
    }
    return text.toString();
  }

  private boolean has(int keys) {
    return figures.containsKey(FacadeLarge.name(keys, Way.DATABASE, Cell.QUERY));
  }

  private String table(int keys) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%n| %,d keys |", keys));
    for (Cell cell : Cell.values()) {
      text.append(' ').append(cell.title()).append(" |");
    }
    text.append("\n|---|").append("---:|".repeat(Cell.values().length)).append('\n');
    for (Way way : Way.values()) {
      text.append("| ").append(way.title()).append(" |");
      for (Cell cell : Cell.values()) {
        Figures found = figures.get(FacadeLarge.name(keys, way, cell));
        double value = found == null ? Double.NaN : found.phase().median();
        String format = value < 10 ? " %.2f %s |" : " %,.0f %s |";
        text.append(String.format(Locale.ROOT, format, value, cell.unit()));
      }
      text.append('\n');
    }
    return text.toString();
  }
}

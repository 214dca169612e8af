package dev.crossfade.benchmarks;

import java.util.Locale;
import java.util.Map;

/** What was measured of following, as Markdown. */
final class LiveResults {
  private static final String ABOUT =
      """

      Figures: the first is Crossfade's, the second is what it is held against.
      The program is a process of its own with one connection, WAL, synchronous = NORMAL. A lag ends when the row can be read in
      PostgreSQL, asked for every 2 ms, for rates every 20 ms. A rate is followed when both halves of its last third lag by at most 0.1 s or half as
      much again as the third before; the highest one is found by halving. Beside copies and verification the program makes 500 writes a
      second (four updates to an insert), and its p99 counts from when a write was due, so that waiting in line counts. Alone it is measured
      for 40 s: its own checkpoint stalls it for some 25 ms every two seconds, which is one write in eighty late, so that over a shorter time
      chance would decide whether the p99 shows it. Locks are those that the kernel lists, looked at every 2 ms: what lasts less is mostly
      not seen, and pieces that are read one right after another, as by the backfill, are one. A snapshot keeps no writer waiting in WAL mode.
      The ratio of the resident peak is to 128 MB of heap; the JVM's own memory is on top.
      """;
  private static final String PUBLISHED =
      """
      | Litestream, as published | sends what was written every second by default [1] | its copy is a SQLite file, not a PostgreSQL database [1] | not run here | |
      | a change-data-capture server (Debezium), as published | no figure; polls a table that triggers fill, then goes through a queue [2] | its SQLite connector is incubating, not yet for production; AFTER triggers do not see what REPLACE removes [2] [3] | not run here | |

      [1] github.com/benbjohnson/litestream, README and defaults of v0.5.3. [2] github.com/debezium/debezium, documentation, connectors/sqlite.adoc.
      [3] sqlite.org/lang_conflict.html: delete triggers fire for them only with recursive_triggers, which is off by default.
      pgloader has no way to bring only what changed: github.com/dimitri/pgloader/issues/620.
      """;

  private final Scale scale;
  private final Map<String, Figures> figures;
  private final Measured measured;

  LiveResults(Scale scale, Measured measured) {
    this.scale = scale;
    this.measured = measured;
    figures = measured.figures();
  }

  String text() {
    StringBuilder text = new StringBuilder("# Following: results\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "Written by `benchmarks/run %s`: medians of the rounds; the large table has %,d rows."
                + "%nAbsolute figures differ from machine to machine: the ratios count.%n%n",
            scale.name(),
            scale.liveRows()));
    text.append(measured.facts());
    text.append("\n| | goal | ratio | figures | |\n|---|---|---:|---|---|\n");
    LiveFigure.goals(figures).forEach(goal -> text.append(goal.row()));
    text.append(ABOUT);
    if (figures.containsKey(LiveFigure.PGLOADER_AGE.name())) {
      text.append(peers());
    }
    return text.toString();
  }

  private String peers() {
    return "\n## Beside what people use today\n\nThe same table and the same program.\n\n"
        + "| | age of the data in PostgreSQL | missing there | the program's p99 | processor |\n"
        + "|---|---|---|---|---|\n"
        + String.format(
            Locale.ROOT,
            "| Crossfade `follow` | p50 %.1f ms, p99 %.1f ms | %.0f differences by `verify --live`"
                + " | %s | %.1f s a minute, all the while |%n",
            value(LiveFigure.FOLLOW_AGE),
            value(LiveFigure.FOLLOW_AGE_HIGH),
            value(LiveFigure.FOLLOW_MISSING),
            program(LiveFigure.FOLLOW_PROGRAM),
            value(LiveFigure.FOLLOW_PROCESSOR))
        + String.format(
            Locale.ROOT,
            "| pgloader each night | %.0f s after a run, then up to a day more | %,.0f rows inserted"
                + " while it ran, and every update meanwhile; no table while it loads | %s"
                + " | %.0f s a run |%n",
            value(LiveFigure.PGLOADER_AGE),
            value(LiveFigure.PGLOADER_MISSING),
            program(LiveFigure.PGLOADER_PROGRAM),
            value(LiveFigure.PGLOADER_PROCESSOR))
        + PUBLISHED;
  }

  private double value(LiveFigure figure) {
    Figures found = figures.get(figure.name());
    return found == null ? Double.NaN : found.phase().median();
  }

  private String program(LiveFigure figure) {
    Figures found = figures.get(figure.name());
    return found == null
        ? ""
        : String.format(
            Locale.ROOT, "%.1f ms, alone %.1f", found.phase().median(), found.whole().median());
  }
}

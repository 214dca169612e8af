package dev.crossfade.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is measured of following, with its goal. In the kept figures a phase is Crossfade's value,
 * and whole is what it is held against: in the same unit, from the same round.
 */
enum LiveFigure {
  LAG_MEDIAN("lag at 1,000 transactions/s, p50", "ms", 10, Kind.VALUE),
  LAG_HIGH("lag at 1,000 transactions/s, p99", "ms", 50, Kind.VALUE),
  RATE_SINGLE(
      "highest rate followed, a row a transaction, against the program's alone with triggers",
      "rows/s",
      0.5,
      Kind.AT_LEAST),
  RATE_HUNDRED(
      "highest rate followed, 100 rows a transaction, against COPY and merge of 10,000 alone",
      "rows/s",
      0.5,
      Kind.AT_LEAST),
  SINGLE_FULL("single insert with triggers against without, FULL", "s", 1.3, Kind.AT_MOST),
  SINGLE_NORMAL("single insert with triggers against without, NORMAL", "s", 2, Kind.AT_MOST),
  BULK("bulk insert with triggers against without", "s", 2.2, Kind.AT_MOST),
  LAG_LOCK("a follower's lock on the file at 1,000 transactions/s, p99", "ms", 50, Kind.VALUE),
  BACKFILL("backfill against the copy phase of move", "s", 1.3, Kind.AT_MOST),
  BACKFILL_KEYS("to compare: backfill with the primary keys against the same", "s", 0, Kind.NONE),
  BACKFILL_PROGRAM("the program's p99 beside the backfill against alone", "ms", 2, Kind.AT_MOST),
  MOVE_PROGRAM("to compare: the program's p99 beside move against alone", "ms", 0, Kind.NONE),
  BACKFILL_LOCK("our lock on the file beside the backfill, p99", "ms", 50, Kind.VALUE),
  BACKFILL_SNAPSHOT(
      "to compare with 50 ms: our snapshots of the file beside the backfill, p99",
      "ms",
      50,
      Kind.TOLD),
  VERIFY("verify --live against verify, whole commands", "s", 1.5, Kind.AT_MOST),
  VERIFY_PROGRAM("the program's p99 beside verify --live against alone", "ms", 2, Kind.AT_MOST),
  VERIFY_LOCK("our lock on the file beside verify --live, p99", "ms", 50, Kind.VALUE),
  VERIFY_SNAPSHOT("our snapshot of the file beside verify --live, p99", "ms", 50, Kind.VALUE),
  PLAIN_PROGRAM("to compare: the program's p99 beside verify against alone", "ms", 0, Kind.NONE),
  SWITCH("neither store takes writes at switch", "ms", 1000, Kind.VALUE),
  BACK("neither store takes writes at back", "ms", 1000, Kind.VALUE),
  MEMORY("the follower's resident peak at -Xmx128m, heap and all else", "MB", 128, Kind.TOLD),
  PGLOADER_AGE("", "s", 0, Kind.PEER),
  PGLOADER_MISSING("", "rows", 0, Kind.PEER),
  PGLOADER_PROGRAM("", "ms", 0, Kind.PEER),
  PGLOADER_PROCESSOR("", "s", 0, Kind.PEER),
  FOLLOW_AGE("", "ms", 0, Kind.PEER),
  FOLLOW_AGE_HIGH("", "ms", 0, Kind.PEER),
  FOLLOW_MISSING("", "differences", 0, Kind.PEER),
  FOLLOW_PROGRAM("", "ms", 0, Kind.PEER),
  FOLLOW_PROCESSOR("", "s", 0, Kind.PEER);

  private final String text;
  private final String unit;
  private final double limit;
  private final Kind kind;

  private enum Kind {
    /** The value itself has a limit. */
    VALUE,
    AT_MOST,
    AT_LEAST,
    /** The value is told beside another one, which is no limit. */
    TOLD,
    /** A ratio that has no limit. */
    NONE,
    /** For the table of peers. */
    PEER
  }

  LiveFigure(String text, String unit, double limit, Kind kind) {
    this.text = text;
    this.unit = unit;
    this.limit = limit;
    this.kind = kind;
  }

  /** The goals of those that were measured, medians of the rounds. */
  static List<Goal> goals(Map<String, Figures> figures) {
    List<Goal> goals = new ArrayList<>();
    for (LiveFigure figure : values()) {
      Figures found = figures.get(figure.name());
      if (found != null && figure.kind != Kind.PEER) {
        goals.add(figure.goal(found.phase(), found.whole()));
      }
    }
    return goals;
  }

  private Goal goal(Series values, Series against) {
    double value = values.median();
    if (kind == Kind.VALUE || kind == Kind.TOLD) {
      String goal = kind == Kind.TOLD ? "" : "at most " + number(limit) + " " + unit;
      String measured =
          String.format(
              Locale.ROOT,
              "%s %s (%s to %s)",
              number(value),
              unit,
              number(values.min()),
              number(values.max()));
      boolean met = kind == Kind.TOLD || value <= limit;
      return new Goal(text, goal, measured, value / limit, met);
    }
    double ratio = value / against.median();
    String measured = number(value) + " " + unit + ", " + number(against.median()) + " " + unit;
    return switch (kind) {
      case AT_MOST -> new Goal(text, "at most " + limit, measured, ratio, ratio <= limit);
      case AT_LEAST -> new Goal(text, "at least " + limit, measured, ratio, ratio >= limit);
      default -> new Goal(text, "", measured, ratio, true);
    };
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }
}

package dev.crossfade.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is measured of stores of applications, with its goal. In the kept figures a phase is
 * Crossfade's value, and whole is what it is held against: in the same unit, from the same round.
 */
enum FacadeFigure {
  WRITE_UP("EDN file: a write in DUAL_WRITE beside LEGACY_ONLY, p50", "µs", 20, Kind.ADDED),
  WRITE_UP_HIGH("the same, p99", "µs", 200, Kind.ADDED),
  WRITE_DOWN("the same, target down, p50", "µs", 20, Kind.ADDED),
  WRITE_DOWN_HIGH("the same, p99", "µs", 200, Kind.ADDED),
  WRITE_HUNG("the same, target hung, p50", "µs", 20, Kind.ADDED),
  WRITE_HUNG_HIGH("the same, p99", "µs", 200, Kind.ADDED),
  SQLITE_UP("SQLite, WAL, FULL: the same, p50", "µs", 1.3, Kind.AT_MOST),
  SQLITE_UP_HIGH("the same, p99", "µs", 0, Kind.NONE),
  SQLITE_DOWN("the same, target down, p50", "µs", 1.3, Kind.AT_MOST),
  SQLITE_DOWN_HIGH("the same, p99", "µs", 0, Kind.NONE),
  SQLITE_HUNG("the same, target hung, p50", "µs", 1.3, Kind.AT_MOST),
  SQLITE_HUNG_HIGH("the same, p99", "µs", 0, Kind.NONE),
  GROUP(
      "file store, group durability, 8 threads, beside one fdatasync a write",
      "writes/s",
      5,
      Kind.AT_LEAST),
  EVENT("to compare: event durability, 8 threads, beside the same", "writes/s", 0, Kind.NONE),
  READ_ALONE("a read in LEGACY_ONLY beside the bare file store, p50", "µs", 1, Kind.ADDED),
  READ_DUAL("the same in DUAL_WRITE, p50", "µs", 1, Kind.ADDED),
  PUT("puts in NEW_ONLY, 8 threads, beside JDBC by hand", "writes/s", 0.9, Kind.AT_LEAST),
  PUT_PLAIN(
      "to compare: the same beside JDBC on a table without triggers", "writes/s", 0, Kind.NONE),
  GET("reads in NEW_ONLY, 8 threads, beside JDBC by hand", "reads/s", 0.9, Kind.AT_LEAST),
  GET_PLAIN("to compare: the same beside JDBC of the row alone", "reads/s", 0, Kind.NONE),
  OPEN("opening an EDN file of 1 GB, 2 million keys", "s", 10, Kind.VALUE),
  REWRITING("share of time in rewriting a large EDN file", "%", 5, Kind.VALUE);

  private final String text;
  private final String unit;
  private final double limit;
  private final Kind kind;

  private enum Kind {
    /** The value itself has a limit. */
    VALUE,
    /** What the value has more than the other one has a limit. */
    ADDED,
    AT_MOST,
    AT_LEAST,
    /** A ratio that has no limit. */
    NONE
  }

  FacadeFigure(String text, String unit, double limit, Kind kind) {
    this.text = text;
    this.unit = unit;
    this.limit = limit;
    this.kind = kind;
  }

  /** The goals of those that were measured, medians of the rounds. */
  static List<Goal> goals(Map<String, Figures> figures) {
    List<Goal> goals = new ArrayList<>();
    for (FacadeFigure figure : values()) {
      Figures found = figures.get(figure.name());
      if (found != null) {
        goals.add(figure.goal(found.phase(), found.whole()));
      }
    }
    return goals;
  }

  private Goal goal(Series values, Series against) {
    double value = values.median();
    double other = against.median();
    if (kind == Kind.VALUE) {
      String range = " (" + number(values.min()) + " to " + number(values.max()) + ")";
      String goal = "at most " + number(limit) + " " + unit;
      String measured = number(value) + " " + unit + range;
      return new Goal(text, goal, measured, value / limit, value <= limit);
    }
    String measured = number(value) + " " + unit + ", " + number(other) + " " + unit;
    Series ratios = new Series();
    Series added = new Series();
    for (int run = 0; run < values.runs(); run++) {
      ratios.add(values.run(run) / against.run(run));
      added.add(values.run(run) - against.run(run));
    }
    double ratio = ratios.median();
    return switch (kind) {
      case ADDED -> {
        double more = added.median();
        String goal = "at most " + number(limit) + " " + unit + " more";
        String shown = measured + ": " + number(more) + " " + unit + " more";
        yield new Goal(text, goal, shown, ratio, more <= limit);
      }
      case AT_MOST -> new Goal(text, "at most " + limit, measured, ratio, ratio <= limit);
      case AT_LEAST -> new Goal(text, "at least " + limit, measured, ratio, ratio >= limit);
      default -> new Goal(text, "", measured, ratio, true);
    };
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%,.0f", value);
  }
}

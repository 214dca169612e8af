package dev.crossfade.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as Markdown. */
final class Results {
  private static final double JVM_SECONDS = 0.7;
  private static final int BAR = 40;

  private final Scale scale;
  private final Map<String, Figures> figures;
  private final Measured measured;

  Results(Scale scale, Measured measured) {
    this.scale = scale;
    this.measured = measured;
    figures = measured.figures();
  }

  String text() {
    StringBuilder text = new StringBuilder("# Results\n\n");
    text.append("Written by `benchmarks/run ").append(scale.name()).append("`: medians of rounds");
    text.append(" in which contenders run in turn, on one server.\nAbsolute figures differ from");
    text.append(" machine to machine: the ratios count.\n\n");
    text.append(measured.facts());
    text.append("\n## Goals\n\n| | goal | ratio | figures | |\n|---|---|---:|---|---|\n");
    goals().forEach(goal -> text.append(goal.row()));
    text.append("\nFigures: the first is Crossfade's, the second is what it is held against.\n");
    text.append("\n## Everything measured\n\n");
    text.append("Phase is what is compared: a move's copy, pgloader's copy as its summary says");
    text.append(" it, a limit without the start of its JVM.\nWhole is the command from start to");
    text.append(" end. Processor is user and system time of command and server together.\n");
    text.append("Limits and the batch program run in a JVM of their own, like Crossfade.\n\n");
    text.append("| | phase, s | whole, s | processor, s | memory, MB |\n");
    text.append("|---|---:|---:|---:|---:|\n");
    figures.forEach((name, one) -> text.append(row(name, one)));
    if (!sizes().isEmpty()) {
      text.append("\n## Cost over size\n\n").append(plot());
    }
    text.append("\nData: a table of ten columns (integers, reals, texts, JSON, a flag, a");
    text.append(" timestamp, a blob, nulls), and narrow rows of five, from seeded generators.\n");
    text.append("`.dump` into `psql` is timed as it is: PostgreSQL refuses its first statement");
    text.append(" that is SQLite's own, and with it the transaction.\n");
    return text.toString();
  }

  /** Those of the parts that were measured. */
  private List<Goal> goals() {
    List<Goal> goals = new ArrayList<>();
    if (figures.containsKey(Scenarios.MOVE)) {
      table(goals);
    }
    if (figures.containsKey(Scenarios.CSV)) {
      files(goals);
    }
    if (figures.containsKey(Scenarios.SMALL)) {
      goals.add(
          Goal.atMost(
              "shop.sqlite, whole command, against 3 times .dump into psql + 0.7 s",
              whole(Scenarios.SMALL),
              3 * whole(Scenarios.DUMP) + JVM_SECONDS,
              1));
    }
    if (figures.containsKey(Scenarios.size(scale.sizes().get(0)))) {
      goals.add(linear());
    }
    if (figures.containsKey(Scenarios.MEMORY_ROWS)) {
      goals.add(memory("10 million rows at -Xmx256m", Scenarios.MEMORY_ROWS));
      goals.add(memory("2 GB of JSONL at -Xmx256m", Scenarios.MEMORY_JSONL));
    }
    return goals;
  }

  private void table(List<Goal> goals) {
    double copy = phase(Scenarios.MOVE);
    double read = phase(Scenarios.READ);
    goals.add(
        Goal.timesAsFast(
            "copy phase, times as fast as pgloader's", copy, phase(Scenarios.PGLOADER), 5));
    goals.add(
        Goal.atMost(
            "copy phase against the slower limit",
            copy,
            Math.max(read, phase(Scenarios.COPY)),
            1.6));
    goals.add(
        Goal.atMost(
            "whole command, verified, against pgloader's, unverified",
            whole(Scenarios.MOVE),
            whole(Scenarios.PGLOADER),
            0.5));
    goals.add(
        Goal.atMost(
            "verify again against the slower read",
            phase(Scenarios.VERIFY),
            Math.max(read, phase(Scenarios.READ_BACK)),
            1.5));
  }

  private void files(List<Goal> goals) {
    String rows = String.format(Locale.ROOT, "%,d", scale.narrowRows());
    double csv = phase(Scenarios.COPY_CSV);
    goals.add(
        Goal.timesAsFast(
            "CSV, " + rows + " rows, copy phase, speed of COPY CSV",
            phase(Scenarios.CSV),
            csv,
            0.5));
    goals.add(
        Goal.timesAsFast(
            "JSONL, the same rows, speed of COPY CSV", phase(Scenarios.JSONL), csv, 0.35));
  }

  /** The largest size must not cost more for a row than the million does, with some tolerance. */
  private Goal linear() {
    int largest = scale.sizes().get(scale.sizes().size() - 1);
    int middle = largest / 10;
    double large = whole(Scenarios.size(largest)) / 10;
    String text = String.format(Locale.ROOT, "cost of a row, %,d against %,d", largest, middle);
    return Goal.atMost(text, large, whole(Scenarios.size(middle)), 1.25);
  }

  private Goal memory(String text, String name) {
    Figures one = of(name);
    return new Goal(
        text,
        "passes",
        String.format(
            Locale.ROOT, "%.0f s, %.0f MB resident", one.whole().median(), one.memory().max()),
        one.memory().max() / 256,
        true);
  }

  private String plot() {
    StringBuilder text = new StringBuilder("```\n      rows   seconds   microseconds a row\n");
    double most = sizes().stream().mapToDouble(this::microseconds).max().orElse(1);
    for (int rows : sizes()) {
      double cost = microseconds(rows);
      text.append(
          String.format(
              Locale.ROOT,
              "%,10d %9.2f %8.1f  %s%n",
              rows,
              whole(Scenarios.size(rows)),
              cost,
              "#".repeat((int) Math.max(1, Math.round(cost / most * BAR)))));
    }
    return text.append("```\n").toString();
  }

  private List<Integer> sizes() {
    return scale.sizes().stream()
        .filter(rows -> figures.containsKey(Scenarios.size(rows)))
        .toList();
  }

  private double microseconds(int rows) {
    return whole(Scenarios.size(rows)) / rows * 1e6;
  }

  private static String row(String name, Figures figures) {
    return "| "
        + name
        + " | "
        + range(figures.phase())
        + " | "
        + range(figures.whole())
        + " | "
        + range(figures.cpu())
        + " | "
        + String.format(Locale.ROOT, "%.0f", figures.memory().max())
        + " |\n";
  }

  private static String range(Series series) {
    return String.format(
        Locale.ROOT, "%.2f (%.2f to %.2f)", series.median(), series.min(), series.max());
  }

  private Figures of(String name) {
    Figures found = figures.get(name);
    if (found == null) {
      throw new IllegalArgumentException("not measured: " + name);
    }
    return found;
  }

  private double phase(String name) {
    return of(name).phase().median();
  }

  private double whole(String name) {
    return of(name).whole().median();
  }
}

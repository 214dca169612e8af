package dev.crossfade.benchmarks;

import java.util.Locale;

/**
 * A goal and how far it was reached.
 *
 * @param text what is measured
 * @param goal in words; empty for what is told only
 * @param measured the figures behind the ratio
 * @param ratio what counts
 * @param met whether it is reached
 */
record Goal(String text, String goal, String measured, double ratio, boolean met) {
  static Goal atMost(String text, double seconds, double of, double limit) {
    double ratio = seconds / of;
    return new Goal(text, "at most " + number(limit), figures(seconds, of), ratio, ratio <= limit);
  }

  static Goal timesAsFast(String text, double seconds, double of, double limit) {
    double ratio = of / seconds;
    return new Goal(text, "at least " + number(limit), figures(seconds, of), ratio, ratio >= limit);
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | %s | %s |%n",
        text,
        goal,
        ratio,
        measured,
        goal.isEmpty() ? "told only" : met ? "met" : "**missed**");
  }

  private static String figures(double seconds, double of) {
    return String.format(Locale.ROOT, "%.2f s, %.2f s", seconds, of);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Integer.toString((int) value)
        : String.format(Locale.ROOT, "%.2f", value).replaceAll("0$", "");
  }
}

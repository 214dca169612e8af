package dev.crossfade.cli.frame;

import java.util.Locale;

/** Durations for people. */
public final class Durations {
  private Durations() {}

  /** A duration to come, without false precision. */
  public static String rough(double seconds) {
    long whole = Math.max(1, Math.round(seconds));
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min " + whole % 60 + " s";
    }
    return whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** A duration measured: {@code 0.42 s}, {@code 12.3 s}, then as {@link #rough}. */
  public static String measured(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.2f s", seconds);
    }
    return seconds < 60 ? String.format(Locale.ROOT, "%.1f s", seconds) : rough(seconds);
  }
}

package dev.crossfade.cli.frame;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations for people. */
public final class Durations {
  private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,8})(s|m|h|d)");

  private Durations() {}

  /**
   * Reads a duration as {@code 30s}, {@code 10m}, {@code 1h} or {@code 1d}.
   *
   * @param option for the message of the error
   * @throws CrossfadeException CF-1001 when it is none
   */
  public static Duration parse(String option, String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, option + " takes a time such as 30s, 10m or 1h, not '" + text + "'");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

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

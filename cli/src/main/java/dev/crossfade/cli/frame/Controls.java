package dev.crossfade.cli.frame;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names and messages come from sources that others made. On a terminal what would move its cursor,
 * ring it or turn its text around is shown as an escape; elsewhere every byte stays, for a program
 * may read it.
 */
final class Controls {
  /** Line ends and tabs are layout, and what {@link Style} writes is our own. */
  private static final Pattern CONTROL =
      Pattern.compile(
          "(?!\\x1b\\[(?:[0-2]|31;1|32|33)m)"
              + "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]");

  private Controls() {}

  /** The text as it may go to a stream. */
  static String shown(String text, boolean terminal) {
    return terminal
        ? CONTROL.matcher(text).replaceAll(found -> escape(found.group().charAt(0)))
        : text;
  }

  private static String escape(char unit) {
    // Doubled, for a replacement takes a backslash as its own.
    return String.format(Locale.ROOT, unit < 0x100 ? "\\\\x%02x" : "\\\\u%04x", (int) unit);
  }
}

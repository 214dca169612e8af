package dev.crossfade.cli.frame;

import java.util.regex.Pattern;

/** Words as they can be copied into a shell. */
public final class Shell {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:@%+=,-]+");

  private Shell() {}

  /** The word, in single quotes where the shell would take it for something else. */
  public static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}

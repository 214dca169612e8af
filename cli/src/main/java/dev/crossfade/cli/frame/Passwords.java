package dev.crossfade.cli.frame;

import java.util.regex.Pattern;

/**
 * Hides passwords in what is repeated of the user's own words: a URL in the place of something else
 * is an error whose message names it.
 */
final class Passwords {
  /** A password may hold an @ by mistake, so it goes on to the last one before the path. */
  private static final Pattern IN_URL = Pattern.compile("(postgres(?:ql)?://[^:/@\\s]*):[^/\\s]*@");

  private static final Pattern AS_PARAMETER =
      Pattern.compile("(?i)(password=)[^&\\s'\"]+", Pattern.UNICODE_CASE);

  private Passwords() {}

  /** The same text without passwords. */
  static String hidden(String text) {
    String urls = IN_URL.matcher(text).replaceAll("$1:***@");
    return AS_PARAMETER.matcher(urls).replaceAll("$1***");
  }
}

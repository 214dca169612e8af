package dev.crossfade.files.edn;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands behind {@code #inst} and {@code #uuid}. */
final class EdnTimes {
  private static final int NANO_DIGITS = 9;
  private static final Pattern INSTANT =
      Pattern.compile(
          "([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2})(?::([0-9]{2})(?::([0-9]{2})"
              + "(?:\\.([0-9]{1,9})0*)?)?)?)?)?)?(Z|[-+][0-9]{2}:[0-9]{2})?");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}");

  private EdnTimes() {}

  /**
   * The moment of a text as RFC 3339 has it, with parts left out from the right; years beyond four
   * digits with a sign, as Java prints them.
   *
   * @throws DateTimeException when there is no such moment
   */
  static Instant instant(String text) {
    if (text.startsWith("+") || text.startsWith("-")) {
      return Instant.parse(text);
    }
    Matcher matcher = INSTANT.matcher(text);
    if (!matcher.matches()) {
      throw new DateTimeException("not as RFC 3339 has it");
    }
    String fraction = matcher.group(7) == null ? "" : matcher.group(7);
    String offset = matcher.group(8);
    return OffsetDateTime.of(
            number(matcher, 1, 0),
            number(matcher, 2, 1),
            number(matcher, 3, 1),
            number(matcher, 4, 0),
            number(matcher, 5, 0),
            number(matcher, 6, 0),
            Integer.parseInt(fraction + "0".repeat(NANO_DIGITS - fraction.length())),
            offset == null ? ZoneOffset.UTC : ZoneOffset.of(offset))
        .toInstant();
  }

  private static int number(Matcher matcher, int group, int least) {
    String text = matcher.group(group);
    return text == null ? least : Integer.parseInt(text);
  }

  /**
   * The UUID of its usual text, in any case.
   *
   * @throws DateTimeException when it is none
   */
  static UUID uuid(String text) {
    if (!UUID_TEXT.matcher(text).matches()) {
      throw new DateTimeException("not a UUID");
    }
    return UUID.fromString(text.toLowerCase(Locale.ROOT));
  }
}

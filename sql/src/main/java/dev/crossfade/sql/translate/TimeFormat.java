package dev.crossfade.sql.translate;

import dev.crossfade.core.shape.TimestampForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prints a moment by a format of {@code strftime}. {@code to_char} does it shortest, but PostgreSQL
 * calls it not immutable; where that matters the parts are printed one by one.
 *
 * <p>Beside SQLite's own letters, {@code %1} to {@code %6} are so many digits behind the second.
 */
final class TimeFormat {
  private static final Map<Character, String> TO_CHAR =
      Map.ofEntries(
          Map.entry('Y', "YYYY"),
          Map.entry('m', "MM"),
          Map.entry('d', "DD"),
          Map.entry('H', "HH24"),
          Map.entry('M', "MI"),
          Map.entry('S', "SS"),
          Map.entry('f', "SS.MS"),
          Map.entry('j', "DDD"),
          Map.entry('I', "HH12"),
          Map.entry('G', "IYYY"),
          Map.entry('V', "IW"),
          Map.entry('p', "AM"),
          Map.entry('1', "FF1"),
          Map.entry('2', "FF2"),
          Map.entry('3', "FF3"),
          Map.entry('4', "FF4"),
          Map.entry('5', "FF5"),
          Map.entry('6', "FF6"));

  private final Scope scope;

  TimeFormat(Scope scope) {
    this.scope = scope;
  }

  /** The format that prints what the source's column held. */
  static String of(TimestampForm form, String advice) {
    int digits =
        switch (form.fraction()) {
          case NONE -> 0;
          case DIGITS_1 -> 1;
          case DIGITS_2 -> 2;
          case DIGITS_3 -> 3;
          case DIGITS_4 -> 4;
          case DIGITS_5 -> 5;
          case DIGITS_6 -> 6;
          case SIX_OR_NONE, GROUPS_OF_THREE ->
              throw new Refusal("uses the text of a timestamp whose fraction varies", advice);
        };
    String zone =
        switch (form.zone()) {
          case NONE -> "";
          case Z -> "Z";
          case PLUS_00_00 -> "+00:00";
        };
    String fraction = digits == 0 ? "" : ".%" + digits;
    return "%Y-%m-%d" + form.separator() + "%H:%M:%S" + fraction + zone;
  }

  /**
   * @param utc a timestamp without time zone, as an operand
   * @param format of strftime
   */
  Piece print(String utc, String format) {
    List<String> parts = parts(format);
    boolean simple = parts.stream().allMatch(p -> p.length() == 1 || toChar(p) != null);
    if (simple && !scope.purpose.immutable()) {
      return Piece.atom("to_char(" + utc + ", '" + pattern(parts) + "')", Family.TEXT);
    }
    List<String> printed = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    for (String part : parts) {
      if (part.length() == 1) {
        plain.append(part);
      } else {
        flush(plain, printed);
        printed.add(part(utc, part.charAt(1)));
      }
    }
    flush(plain, printed);
    return new Piece(
        String.join(" || ", printed), Family.TEXT, printed.size() == 1, new Piece.Computed());
  }

  private static void flush(StringBuilder plain, List<String> printed) {
    if (plain.length() > 0) {
      printed.add(Literals.string(plain.toString()));
      plain.setLength(0);
    }
  }

  /** Single characters, and directives of two. */
  private static List<String> parts(String format) {
    List<String> parts = new ArrayList<>();
    String whole =
        format.replace("%F", "%Y-%m-%d").replace("%T", "%H:%M:%S").replace("%R", "%H:%M");
    for (int i = 0; i < whole.length(); i++) {
      boolean directive = whole.charAt(i) == '%' && i + 1 < whole.length();
      if (directive && whole.charAt(i + 1) == '%') {
        parts.add("%");
        i++;
      } else if (directive) {
        parts.add(whole.substring(i, i + 2));
        i++;
      } else {
        parts.add(whole.substring(i, i + 1));
      }
    }
    return parts;
  }

  private static @org.jspecify.annotations.Nullable String toChar(String part) {
    return TO_CHAR.get(part.charAt(1));
  }

  private static String pattern(List<String> parts) {
    StringBuilder pattern = new StringBuilder();
    for (String part : parts) {
      if (part.length() == 2) {
        pattern.append(toChar(part));
      } else if ("-: ./".contains(part)) {
        pattern.append(part);
      } else {
        String quoted = part.equals("\"") || part.equals("\\") ? "\\" + part : part;
        pattern.append('"').append(quoted.replace("'", "''")).append('"');
      }
    }
    return pattern.toString();
  }

  private static String part(String utc, char directive) {
    return switch (directive) {
      case 'Y' -> padded("extract(year FROM " + utc + ")", 4);
      case 'm' -> padded("extract(month FROM " + utc + ")", 2);
      case 'd' -> padded("extract(day FROM " + utc + ")", 2);
      case 'H' -> padded("extract(hour FROM " + utc + ")", 2);
      case 'M' -> padded("extract(minute FROM " + utc + ")", 2);
      case 'S' -> padded("floor(extract(second FROM " + utc + "))", 2);
      case 'j' -> padded("extract(doy FROM " + utc + ")", 3);
      case 'w' -> "extract(dow FROM " + utc + ")::integer::text";
      case 'u' -> "extract(isodow FROM " + utc + ")::integer::text";
      case 'G' -> padded("extract(isoyear FROM " + utc + ")", 4);
      case 'V' -> padded("extract(week FROM " + utc + ")", 2);
      case 's' -> "floor(extract(epoch FROM " + utc + "))::bigint::text";
      case 'f' -> part(utc, 'S') + " || '.' || " + part(utc, '3');
      case '1', '2', '3', '4', '5', '6' -> fraction(utc, directive - '0');
      default -> throw new Refusal("uses %" + directive + " of strftime", "Print it with to_char.");
    };
  }

  private static String fraction(String utc, int digits) {
    String micros = "floor(extract(microseconds FROM " + utc + "))::integer % 1000000";
    int divisor = (int) Math.round(Math.pow(10, 6 - digits));
    return "lpad((" + micros + " / " + divisor + ")::text, " + digits + ", '0')";
  }

  private static String padded(String number, int digits) {
    return "lpad(" + number + "::integer::text, " + digits + ", '0')";
  }
}

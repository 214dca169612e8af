package dev.crossfade.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes texts so that every YAML reader, of version 1.1 too, reads them as the same text. */
final class YamlText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*");
  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private YamlText() {}

  /** A text, in quotes unless it is a simple word. */
  static String of(String text) {
    boolean simple =
        PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return simple ? text : quoted(text);
  }

  /** A list of texts on one line. */
  static String of(List<String> texts) {
    return "[" + String.join(", ", texts.stream().map(YamlText::of).toList()) + "]";
  }

  /** A text as the rest of a comment line. */
  static String comment(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(point -> out.appendCodePoint(isPrintable(point) ? point : ' '));
    return out.toString();
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                  if (isPrintable(point)) {
                    out.appendCodePoint(point);
                  } else if (point < 0x10000) {
                    out.append(String.format(Locale.ROOT, "\\u%04x", point));
                  } else {
                    out.append(String.format(Locale.ROOT, "\\U%08x", point));
                  }
                }
              }
            });
    return out.append('"').toString();
  }

  private static boolean isPrintable(int point) {
    boolean control = point < 0x20 || (point >= 0x7f && point < 0xa0);
    boolean separator = point == 0x2028 || point == 0x2029 || point == 0xfeff;
    boolean unpaired = point >= 0xd800 && point <= 0xdfff;
    boolean noCharacter = (point & 0xfffe) == 0xfffe;
    return !control && !separator && !unpaired && !noCharacter;
  }
}

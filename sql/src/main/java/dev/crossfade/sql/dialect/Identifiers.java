package dev.crossfade.sql.dialect;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The one place where names become SQL of PostgreSQL. */
public final class Identifiers {
  /** Longest name that PostgreSQL keeps, in bytes of UTF-8; it cuts longer ones silently. */
  public static final int MAXIMUM_BYTES = 63;

  private Identifiers() {}

  /**
   * A name as PostgreSQL's SQL: bare where that means the same name, else in double quotes.
   *
   * @param name the exact name
   * @throws CrossfadeException CF-4201 when PostgreSQL cannot bear the name
   */
  public static String quote(String name) {
    requireValid(name);
    return isBare(name) ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /**
   * A name within a schema, for example {@code public."Order"}.
   *
   * @param schema the exact name of the schema
   * @param name the exact name of the object
   */
  public static String quote(String schema, String name) {
    return quote(schema) + "." + quote(name);
  }

  /** Names between commas, each quoted where it needs to be. */
  public static String quoteAll(List<String> names) {
    return names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
  }

  /**
   * A string as PostgreSQL's SQL, whatever {@code standard_conforming_strings} says.
   *
   * @param value without U+0000
   */
  public static String literal(String value) {
    String doubled = value.replace("'", "''");
    return value.indexOf('\\') < 0
        ? "'" + doubled + "'"
        : "E'" + doubled.replace("\\", "\\\\") + "'";
  }

  /** Whether PostgreSQL can bear the name, quoted. */
  public static boolean isValid(String name) {
    return !name.isEmpty() && name.indexOf('\0') < 0 && bytes(name) <= MAXIMUM_BYTES;
  }

  /** The length that counts for PostgreSQL. */
  public static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * The longest part of a name, from its beginning, that has at most so many bytes; characters are
   * never cut in two.
   */
  public static String cut(String name, int bytes) {
    int end = 0;
    int used = 0;
    while (end < name.length()) {
      int character = name.codePointAt(end);
      used += bytes(Character.toString(character));
      if (used > bytes) {
        break;
      }
      end += Character.charCount(character);
    }
    return name.substring(0, end);
  }

  private static void requireValid(String name) {
    if (!isValid(name)) {
      String shown = name.isEmpty() ? "an empty name" : "the name " + cut(name, 80);
      throw new CrossfadeException(ErrorCode.CF_4201, shown.replace("\0", "\\0"));
    }
  }

  private static boolean isBare(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || c == '_';
      if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '$'))) {
        return false;
      }
    }
    return !ReservedWords.contains(name);
  }
}

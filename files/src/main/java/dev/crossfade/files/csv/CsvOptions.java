package dev.crossfade.files.csv;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.setting.Setting;
import dev.crossfade.files.io.Encoding;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user says of CSV files, as the settings are written; {@value #AUTO} where the files are
 * to be looked at.
 *
 * @param delimiter one character, {@code tab} or {@code space}
 * @param header {@code yes} or {@code no}
 * @param encoding {@code utf-8}, {@code utf-16le}, {@code utf-16be} or {@code windows-1252}
 */
public record CsvOptions(String delimiter, String header, String encoding) {
  /** The word for what is found out. */
  public static final String AUTO = "auto";

  /** Everything is found out. */
  public static final CsvOptions DEFAULT = new CsvOptions(AUTO, AUTO, AUTO);

  /**
   * Refuses what cannot be.
   *
   * @throws CrossfadeException CF-1002
   */
  public CsvOptions {
    check(Setting.CSV_HEADER, header);
    check(Setting.ENCODING, encoding);
    if (!delimiter.equals(AUTO) && character(delimiter) < 0) {
      throw new CrossfadeException(
          ErrorCode.CF_1002,
          Setting.CSV_DELIMITER.path()
              + ": expected one character of ASCII that is no letter, digit, quote, backslash or"
              + " line end, or tab, or space, but was '"
              + delimiter
              + "'");
    }
  }

  private static void check(Setting setting, String value) {
    String problem = setting.rule().problem(value);
    if (problem != null) {
      throw new CrossfadeException(ErrorCode.CF_1002, setting.path() + ": " + problem);
    }
  }

  /** The options that a plan keeps, by the settings' names; those left out are found out. */
  public static CsvOptions of(Map<String, String> reading) {
    return new CsvOptions(
        reading.getOrDefault(Setting.CSV_DELIMITER.path(), AUTO),
        reading.getOrDefault(Setting.CSV_HEADER.path(), AUTO),
        reading.getOrDefault(Setting.ENCODING.path(), AUTO));
  }

  /** The inverse of {@link #of}: what is not found out. */
  public Map<String, String> reading() {
    Map<String, String> reading = new LinkedHashMap<>();
    put(reading, Setting.CSV_DELIMITER, delimiter);
    put(reading, Setting.CSV_HEADER, header);
    put(reading, Setting.ENCODING, encoding);
    return reading;
  }

  private static void put(Map<String, String> reading, Setting setting, String value) {
    if (!value.equals(AUTO)) {
      reading.put(setting.path(), value);
    }
  }

  private static int character(String text) {
    if (text.equals("tab")) {
      return '\t';
    }
    if (text.equals("space")) {
      return ' ';
    }
    char only = text.length() == 1 ? text.charAt(0) : 0;
    boolean sensible =
        (only > ' ' && only < 127 || only == '\t' || only == ' ')
            && !Character.isLetterOrDigit(only)
            && "\"'\\".indexOf(only) < 0;
    return sensible ? only : -1;
  }

  /** The delimiter, or null to find it out. */
  @Nullable Byte givenDelimiter() {
    return delimiter.equals(AUTO) ? null : (byte) character(delimiter);
  }

  /** Whether the first row holds names, or null to find it out. */
  @Nullable Boolean givenHeader() {
    return header.equals(AUTO) ? null : Boolean.valueOf(header.equals("yes"));
  }

  /** The encoding, or null to find it out. */
  @Nullable Encoding givenEncoding() {
    for (Encoding known : Encoding.values()) {
      if (known.label().equalsIgnoreCase(encoding)) {
        return known;
      }
    }
    return null;
  }
}

package dev.crossfade.core.setting;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which values a setting takes.
 *
 * @param kind what sort of value
 * @param choices the words allowed; for {@link Kind#INTEGER} words allowed beside numbers
 * @param least the least number
 * @param most the greatest number
 */
public record SettingRule(Kind kind, List<String> choices, long least, long most) {

  /** Sorts of values. */
  public enum Kind {
    /** Any text but the empty one. */
    TEXT,
    /** Text that is never shown. */
    SECRET,
    /** A name that PostgreSQL bears. */
    NAME,
    /** Names with commas between them, or a YAML list; may be empty. */
    LIST,
    /** One of several words. */
    CHOICE,
    /** A whole number. */
    INTEGER
  }

  private static final int NAME_BYTES = 63;

  static SettingRule text() {
    return new SettingRule(Kind.TEXT, List.of(), 0, 0);
  }

  static SettingRule secret() {
    return new SettingRule(Kind.SECRET, List.of(), 0, 0);
  }

  static SettingRule name() {
    return new SettingRule(Kind.NAME, List.of(), 0, 0);
  }

  static SettingRule list() {
    return new SettingRule(Kind.LIST, List.of(), 0, 0);
  }

  static SettingRule choice(String... words) {
    return new SettingRule(Kind.CHOICE, List.of(words), 0, 0);
  }

  static SettingRule integer(long least, long most) {
    return new SettingRule(Kind.INTEGER, List.of(), least, most);
  }

  static SettingRule integerOr(String word, long least, long most) {
    return new SettingRule(Kind.INTEGER, List.of(word), least, most);
  }

  /** The limits in words, for example {@code a whole number from 1 to 64}. */
  public String limits() {
    String words = String.join(", ", choices);
    return switch (kind) {
      case TEXT, SECRET -> "a text that is not empty";
      case NAME -> "a name of 1 to " + NAME_BYTES + " bytes";
      case LIST -> "names with commas between them";
      case CHOICE -> "one of " + words;
      case INTEGER ->
          "a whole number from "
              + least
              + " to "
              + most
              + (choices.isEmpty() ? "" : ", or " + words);
    };
  }

  /** Why a value is refused, as "expected … but was …"; null when it is allowed. */
  public @Nullable String problem(String value) {
    boolean allowed =
        switch (kind) {
          case TEXT, SECRET -> !value.isBlank();
          case NAME -> isName(value);
          case LIST -> value.indexOf('\0') < 0;
          case CHOICE -> choices.contains(value);
          case INTEGER -> choices.contains(value) || inRange(value);
        };
    if (allowed) {
      return null;
    }
    String was = kind == Kind.SECRET ? "something else" : "'" + value + "'";
    return "expected " + limits() + " but was " + was;
  }

  private static boolean isName(String value) {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= 1 && bytes <= NAME_BYTES && value.indexOf('\0') < 0;
  }

  private boolean inRange(String value) {
    if (!value.matches("-?[0-9]{1,18}")) {
      return false;
    }
    long number = Long.parseLong(value);
    return number >= least && number <= most;
  }
}

package dev.crossfade.core.setting;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of all settings and where each came from: a flag goes over the environment, that over
 * {@code crossfade.yaml}, that over the default. Immutable; only allowed values are in it.
 */
public final class Settings {
  /** Where a value came from, the strongest first. */
  public enum Origin {
    FLAG,
    ENVIRONMENT,
    FILE,
    DEFAULT
  }

  /**
   * A value and where it came from.
   *
   * @param text the value as it was written
   * @param origin which of the four
   * @param where the flag, the variable or the place in the file; "default" for defaults
   */
  public record Given(String text, Origin origin, String where) {}

  private static final int MOST_JOBS = 8;

  private final Map<Setting, Given> values;

  private Settings(Map<Setting, Given> values) {
    this.values = values;
  }

  /**
   * Puts the settings together.
   *
   * @param flags values of the command line, only those given
   * @param environment all variables; an empty one counts as not set
   * @param file values of {@code crossfade.yaml}
   * @throws CrossfadeException CF-1002 when a value is not allowed, even one that another overrides
   */
  public static Settings of(
      Map<Setting, String> flags, Map<String, String> environment, Map<Setting, Given> file) {
    Map<Setting, Given> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String text = setting.defaultText();
      if (text != null) {
        values.put(setting, new Given(text, Origin.DEFAULT, "default"));
      }
      put(values, setting, file.get(setting));
      String variable = environment.get(setting.environment());
      if (variable != null && !variable.isEmpty()) {
        put(values, setting, new Given(variable, Origin.ENVIRONMENT, setting.environment()));
      }
      String flag = flags.get(setting);
      if (flag != null) {
        put(values, setting, new Given(flag, Origin.FLAG, setting.flag()));
      }
    }
    return new Settings(values);
  }

  private static void put(Map<Setting, Given> values, Setting setting, @Nullable Given given) {
    if (given == null) {
      return;
    }
    String problem = setting.rule().problem(given.text());
    if (problem != null) {
      throw new CrossfadeException(
          ErrorCode.CF_1002, setting.path() + ": " + problem + " (" + given.where() + ")");
    }
    values.put(setting, given);
  }

  /** The value and where it came from, or null where there is none. */
  public @Nullable Given given(Setting setting) {
    return values.get(setting);
  }

  /** The value as text, or null where there is none. */
  public @Nullable String text(Setting setting) {
    Given given = values.get(setting);
    return given == null ? null : given.text();
  }

  /** The value of a setting that has a default, as text. */
  public String required(Setting setting) {
    String text = text(setting);
    if (text == null) {
      throw new CrossfadeException(ErrorCode.CF_1002, setting.path() + " is not set");
    }
    return text;
  }

  /** The value of a setting that is a whole number. */
  public long number(Setting setting) {
    return Long.parseLong(required(setting));
  }

  /** The names of a setting that is a list; blanks around them do not count. */
  public List<String> list(Setting setting) {
    List<String> names = new ArrayList<>();
    String text = text(setting);
    for (String name : text == null ? new String[0] : text.split(",", -1)) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return List.copyOf(names);
  }

  /** The value of a setting that is one of several words, as a constant of that name. */
  public <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
    return Enum.valueOf(type, required(setting).toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** How many tables are worked on at once. */
  public int jobs() {
    String text = required(Setting.JOBS);
    return text.equals("auto")
        ? Math.min(MOST_JOBS, Runtime.getRuntime().availableProcessors())
        : Integer.parseInt(text);
  }
}

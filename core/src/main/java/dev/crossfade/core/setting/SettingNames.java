package dev.crossfade.core.setting;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names stores, tables and columns have. */
final class SettingNames {
  private static final Pattern STORE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,39}");
  private static final Set<String> OWN_COLUMNS = Set.of("key", "rest");
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");
  private static final Set<String> SYSTEM_SCHEMAS = Set.of("crossfade", "information_schema");

  private SettingNames() {}

  static void checkStore(String name) {
    if (!STORE.matcher(name).matches()) {
      throw new CrossfadeException(
          ErrorCode.CF_7363,
          "expected a store's name of 1 to 40 letters, digits, _, . and -, a letter first, but was "
              + shown(name));
    }
  }

  static void checkSchema(String name) {
    checkName("a schema's name", name);
    if (SYSTEM_SCHEMAS.contains(name) || name.startsWith("pg_")) {
      throw new CrossfadeException(
          ErrorCode.CF_7364, "expected a schema of the application's but was '" + name + "'");
    }
  }

  static void checkTable(String name) {
    checkName("a table's name", name);
  }

  static void checkColumn(String name) {
    checkName("a column's name", name);
    if (OWN_COLUMNS.contains(name) || SYSTEM_COLUMNS.contains(name)) {
      throw new CrossfadeException(
          ErrorCode.CF_7364, "expected a column's name that is not taken but was '" + name + "'");
    }
  }

  private static void checkName(String what, String name) {
    if (SettingRule.name().problem(name) != null) {
      throw new CrossfadeException(
          ErrorCode.CF_7364, "expected " + what + " of 1 to 63 bytes but was " + shown(name));
    }
  }

  /** The table of a store's default collection where none is named. */
  static String otherTable(String store) {
    return store.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_") + "_other";
  }

  /** A text in an error: what is long or looks like a URL, which may hold a password, is not. */
  static String shown(String text) {
    return text.length() > 80 || text.contains("://")
        ? "a text of " + text.length() + " characters"
        : "'" + text + "'";
  }
}

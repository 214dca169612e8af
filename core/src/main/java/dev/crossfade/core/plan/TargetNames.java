package dev.crossfade.core.plan;

import dev.crossfade.core.shape.FieldPath;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Makes names that PostgreSQL bears: at most {@value #MAX_BYTES} bytes, none twice, none of a
 * system column. A name that has to change ends in a hash of the one in the source, so that the
 * same source gives the same names.
 */
final class TargetNames {
  static final int MAX_BYTES = 63;
  private static final int HASH_LENGTH = 9;
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

  private final Set<String> taken;

  private TargetNames(Set<String> reserved) {
    taken = new HashSet<>(reserved);
  }

  /** The names of tables, by source name. */
  static Map<String, String> ofTables(List<String> sources, boolean dotted) {
    return new TargetNames(Set.of())
        .all(sources, dotted ? name -> FieldPath.plain(FieldPath.split(name)) : name -> name);
  }

  /** The names of the columns of one table, by source name. */
  static Map<String, String> ofColumns(List<String> sources) {
    return new TargetNames(SYSTEM_COLUMNS).all(sources, name -> name);
  }

  /** The names of the columns of a collection of files, by {@link FieldPath}. */
  static Map<String, String> ofFields(List<String> sources, String collection) {
    return new TargetNames(SYSTEM_COLUMNS)
        .all(sources, source -> FieldPath.of(source).columnName(collection));
  }

  static boolean isSystemColumn(String name) {
    return SYSTEM_COLUMNS.contains(name);
  }

  static boolean bears(String name) {
    return !name.isEmpty()
        && name.indexOf('\0') < 0
        && name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  private Map<String, String> all(List<String> sources, UnaryOperator<String> wish) {
    Map<String, String> names = new HashMap<>();
    // Names that can stay as they are come first: another one must not take their place.
    for (String source : sources) {
      if (bears(source) && wish.apply(source).equals(source) && taken.add(source)) {
        names.put(source, source);
      }
    }
    for (String source : sources) {
      if (!names.containsKey(source)) {
        names.put(source, changed(source, wish.apply(source)));
      }
    }
    return names;
  }

  private String changed(String source, String wish) {
    String name = wish.replace("\0", "");
    if (bears(name) && taken.add(name)) {
      return name;
    }
    String start = cut(name.isEmpty() ? "unnamed" : name);
    for (int attempt = 0; ; attempt++) {
      String candidate = start + "_" + hash(source, attempt);
      if (taken.add(candidate)) {
        return candidate;
      }
    }
  }

  private static String cut(String name) {
    int bytes = 0;
    int at = 0;
    while (at < name.length()) {
      int point = name.codePointAt(at);
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (bytes > MAX_BYTES - HASH_LENGTH) {
        break;
      }
      at += Character.charCount(point);
    }
    return name.substring(0, at);
  }

  /** FNV-1a, 32 bits, as 8 hexadecimal digits. */
  private static String hash(String source, int attempt) {
    int hash = 0x811c9dc5 + attempt;
    for (byte b : source.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x01000193;
    }
    return java.util.HexFormat.of().toHexDigits(hash);
  }
}

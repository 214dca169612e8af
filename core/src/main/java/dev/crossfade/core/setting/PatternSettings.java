package dev.crossfade.core.setting;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.hybrid.Attribute;
import dev.crossfade.core.hybrid.AttributeType;
import dev.crossfade.core.keys.KeyPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the documents whose keys follow a pattern: they go into a table, or stay where
 * they are.
 *
 * @param pattern of their keys
 * @param table the table of the target, in its store's schema; null where they stay
 * @param priority when they are moved, compared with others
 * @param skip why they stay where they are; null where they are moved
 * @param columns values in them that have columns of their own, beside {@code key} and {@code rest}
 */
public record PatternSettings(
    KeyPattern pattern,
    @Nullable String table,
    Priority priority,
    @Nullable String skip,
    List<Attribute> columns) {

  /**
   * Checks that it says one thing, and the names in it.
   *
   * @throws CrossfadeException CF-7364, CF-7365, CF-7367
   */
  public PatternSettings {
    columns = List.copyOf(columns);
    if (skip != null) {
      checkSkip(pattern, skip, table, columns);
    } else if (table == null) {
      throw new CrossfadeException(
          ErrorCode.CF_7367, "expected a table, or skip with a reason, for '" + pattern + "'");
    } else {
      SettingNames.checkTable(table);
      checkColumns(pattern, columns);
    }
  }

  private static void checkSkip(
      KeyPattern pattern, String skip, @Nullable String table, List<Attribute> columns) {
    if (skip.isBlank()) {
      throw new CrossfadeException(
          ErrorCode.CF_7367, "expected a reason why '" + pattern + "' is skipped");
    }
    if (table != null || !columns.isEmpty()) {
      String was = table != null ? "a table" : "columns";
      throw new CrossfadeException(
          ErrorCode.CF_7367, "expected skip alone for '" + pattern + "' but there is " + was);
    }
  }

  private static void checkColumns(KeyPattern pattern, List<Attribute> columns) {
    Map<String, Attribute> names = new HashMap<>();
    Map<List<Document>, Attribute> paths = new HashMap<>();
    for (Attribute column : columns) {
      SettingNames.checkColumn(column.column());
      if (names.put(column.column(), column) != null) {
        throw new CrossfadeException(
            ErrorCode.CF_7365, "'" + pattern + "' has two columns '" + column.column() + "'");
      }
      Attribute same = paths.put(column.path(), column);
      if (same != null) {
        throw new CrossfadeException(
            ErrorCode.CF_7365,
            "the columns '" + same.column() + "' and '" + column.column() + "' have one path");
      }
    }
  }

  /**
   * Documents that go into a table, without columns of their own.
   *
   * @param pattern as {@link KeyPattern} reads it
   */
  public static PatternSettings of(String pattern, String table) {
    return new PatternSettings(KeyPattern.of(pattern), table, Priority.MEDIUM, null, List.of());
  }

  /**
   * Documents that stay where they are.
   *
   * @param pattern as {@link KeyPattern} reads it
   * @param reason why, for people
   */
  public static PatternSettings skip(String pattern, String reason) {
    return new PatternSettings(KeyPattern.of(pattern), null, Priority.MEDIUM, reason, List.of());
  }

  /** The same with another priority. */
  public PatternSettings priority(Priority other) {
    return new PatternSettings(pattern, table, other, skip, columns);
  }

  /** The same with one more column. */
  public PatternSettings column(Attribute column) {
    List<Attribute> more = Stream.concat(columns.stream(), Stream.of(column)).toList();
    return new PatternSettings(pattern, table, priority, skip, more);
  }

  /**
   * The same with a column of text more.
   *
   * @param key of the map that a document is: {@code :user/id} a keyword, {@code name} a text
   */
  public PatternSettings column(String name, String key) {
    return column(name, key, AttributeType.TEXT);
  }

  /**
   * The same with one more column.
   *
   * @param key of the map that a document is: {@code :user/id} a keyword, {@code name} a text
   */
  public PatternSettings column(String name, String key, AttributeType type) {
    return column(name, List.of(key), type);
  }

  /**
   * The same with one more column.
   *
   * @param path keys of maps from the outside in, each written as above
   * @throws CrossfadeException CF-7368 for a path that is none
   */
  public PatternSettings column(String name, List<String> path, AttributeType type) {
    return column(new Attribute(name, PathText.path(path), type));
  }
}

package dev.crossfade.core.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a column of a JSON collection comes from; what {@link ColumnShape#source} holds.
 *
 * <pre>
 * source   := "^"* (computed | path)     each ^ goes up to the record that holds the array
 * computed := "_id" | "_key" | "_file" | "position" | "$"
 * path     := name ("." name)*           \ before a dot, a backslash, and in front of a name that
 *                                        would read as computed or begin with ^
 * </pre>
 *
 * {@code _id} is the record's ordinal from 1, {@code _key} its name in an object of objects, {@code
 * _file} the name of its file, {@code position} its place in the array from 0, {@code $} the record
 * itself.
 *
 * @param up how many records up
 * @param computed the computed column, or {@code NONE}
 * @param names the members from outside in; empty for computed columns
 */
public record FieldPath(int up, Computed computed, List<String> names) {

  /** Columns that no member holds. */
  public enum Computed {
    /** A member, no computed column. */
    NONE(""),
    /** Ordinal of the record, from 1. */
    ORDINAL("_id"),
    /** Name of the record in an object of objects. */
    KEY("_key"),
    /** Name of the file without extension. */
    FILE("_file"),
    /** Place in the array, from 0. */
    POSITION("position"),
    /** The record itself. */
    RECORD("$");

    private final String source;

    Computed(String source) {
      this.source = source;
    }

    /** How it is written in a source path. */
    public String source() {
      return source;
    }

    static Computed of(String text) {
      for (Computed one : values()) {
        if (one != NONE && one.source.equals(text)) {
          return one;
        }
      }
      return NONE;
    }
  }

  /** Reads a source path; every text is one. */
  public static FieldPath of(String source) {
    int up = 0;
    while (up < source.length() && source.charAt(up) == '^') {
      up++;
    }
    String rest = source.substring(up);
    Computed computed = Computed.of(rest);
    if (computed != Computed.NONE) {
      return new FieldPath(up, computed, List.of());
    }
    return new FieldPath(up, Computed.NONE, List.copyOf(split(rest)));
  }

  /** The names in a path, never read as computed: those of the arrays in a collection's name. */
  public static List<String> split(String path) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\' && i + 1 < path.length()) {
        i++;
        name.append(path.charAt(i));
      } else if (c == '.') {
        names.add(name.toString());
        name.setLength(0);
      } else {
        name.append(c);
      }
    }
    names.add(name.toString());
    return names;
  }

  /** The path of a member, its names from outside in. */
  public static String member(List<String> names) {
    String text =
        names.stream()
            .map(name -> name.replace("\\", "\\\\").replace(".", "\\."))
            .collect(java.util.stream.Collectors.joining("."));
    boolean reserved = Computed.of(text) != Computed.NONE || text.startsWith("^");
    return reserved ? "\\" + text : text;
  }

  /**
   * A name for the column: {@code a_b} for {@code a.b}, and for columns of an outer record the name
   * of its collection before it.
   *
   * @param collection the collection that has the column, {@code parent.field}
   */
  public String columnName(String collection) {
    String own =
        computed == Computed.NONE
            ? plain(names)
            : computed == Computed.RECORD ? "record" : computed.source();
    if (up == 0) {
      return own;
    }
    List<String> steps = split(collection);
    int index = Math.max(0, steps.size() - 1 - up);
    String outer = plain(List.of(steps.get(index)));
    return outer + (own.startsWith("_") ? own : "_" + own);
  }

  /**
   * Names as one: joined by underscores, a keyword of EDN with an underscore for each mark ({@code
   * user_id} for {@code :user/id}), and without the kind of a value ({@code ~inst}), if others
   * stand before it.
   */
  public static String plain(List<String> names) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean kind =
          i > 0 && name.length() > 1 && name.charAt(0) == '~' && isLetter(name.charAt(1));
      if (!kind) {
        text.append(i == 0 ? "" : "_").append(name.startsWith(":") ? keyword(name) : name);
      }
    }
    return text.toString();
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static String keyword(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .skip(1)
        .forEach(point -> text.appendCodePoint(Character.isLetterOrDigit(point) ? point : '_'));
    return text.toString();
  }
}

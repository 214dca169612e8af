package dev.crossfade.files.edn;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the top level of an EDN text is.
 *
 * @param container what holds the values
 * @param namespace of a namespaced map's keys, or null
 * @param length bytes before the first value: the bracket and what stands before it
 * @param close the bracket that ends it; a space when none does
 */
public record EdnLayout(Container container, @Nullable String namespace, int length, char close) {

  /** What holds the values. */
  public enum Container {
    /** One vector, list or set. */
    ELEMENTS,
    /** One map. */
    ENTRIES,
    /** Values one behind the other, or just one. */
    VALUES
  }

  /** Values one behind the other. */
  public static final EdnLayout OF_VALUES = new EdnLayout(Container.VALUES, null, 0, ' ');

  /**
   * Finds the layout.
   *
   * @param head the first bytes of the text
   * @param whole whether they are all of it
   */
  public static EdnLayout of(byte[] head, boolean whole) {
    if (followed(head, whole)) {
      return OF_VALUES;
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    int at = opening(text);
    if (at < 0) {
      return OF_VALUES;
    }
    String namespace = null;
    if (text.startsWith("#:", at)) {
      int name = at + 2;
      int end = name;
      while (end < text.length() && !EdnChars.isDelimiter(text.charAt(end))) {
        end++;
      }
      namespace = new String(head, name, end - name, StandardCharsets.UTF_8);
      at = end;
      while (at < text.length() && EdnChars.isSpace(text.charAt(at))) {
        at++;
      }
      if (at >= text.length() || text.charAt(at) != '{' || !Namespaces.isOne(namespace)) {
        return OF_VALUES;
      }
    } else if (text.startsWith("#{", at)) {
      return new EdnLayout(Container.ELEMENTS, null, at + 2, '}');
    }
    return switch (text.charAt(at)) {
      case '[' -> new EdnLayout(Container.ELEMENTS, null, at + 1, ']');
      case '(' -> new EdnLayout(Container.ELEMENTS, null, at + 1, ')');
      case '{' -> new EdnLayout(Container.ENTRIES, namespace, at + 1, '}');
      default -> OF_VALUES;
    };
  }

  /** Where the first value begins, behind white space and comments; -1 when nowhere. */
  private static int opening(String text) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ';') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (EdnChars.isSpace(c)) {
        at++;
      } else {
        return at;
      }
    }
    return -1;
  }

  /** Whether the first value has an end, and something else follows. */
  private static boolean followed(byte[] head, boolean whole) {
    EdnSkimmer skimmer = new EdnSkimmer();
    skimmer.start(1);
    int end = skimmer.end(head, 0, head.length);
    if (end < 0 || !skimmer.complete()) {
      return false;
    }
    int at = end;
    while (at < head.length && EdnChars.isSpace(head[at])) {
      at++;
    }
    if (at == head.length || isClosing(head[at])) {
      return false;
    }
    skimmer.start(1);
    int second = skimmer.end(head, at, head.length);
    if (second < 0 && whole) {
      skimmer.ended();
    }
    return skimmer.complete();
  }

  private static boolean isClosing(byte b) {
    return b == ')' || b == ']' || b == '}';
  }
}

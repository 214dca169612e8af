package dev.crossfade.core.keys;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of one kind of documents look like. Immutable.
 *
 * <pre>
 * settings                  this key alone
 * presence/{id}             a part: one or more characters, none of them a slash
 * team/{team}/note/{id}
 * cache/{path...}           the rest: one or more characters, slashes among them; the last part only
 * </pre>
 *
 * <p>Names of parts are letters, digits, {@code _} and {@code -}, each once in a pattern; between
 * two parts stands literal text. Braces stand for nothing but parts: a pattern cannot ask for one.
 */
public final class KeyPattern {
  private final String text;
  private final List<String> literals;
  private final List<String> names;
  private final boolean rest;
  private final int literalCharacters;

  private KeyPattern(PatternParser parsed) {
    text = parsed.text();
    literals = List.copyOf(parsed.literals());
    names = List.copyOf(parsed.names());
    rest = parsed.rest();
    literalCharacters =
        literals.stream().mapToInt(literal -> literal.codePointCount(0, literal.length())).sum();
  }

  /**
   * Reads a pattern.
   *
   * @throws CrossfadeException CF-7361 when it is none, or one that no key can match
   */
  public static KeyPattern of(String text) {
    return new KeyPattern(PatternParser.parse(text));
  }

  /** The pattern as it was written. */
  public String text() {
    return text;
  }

  /** The names of its parts in their order. */
  public List<String> names() {
    return names;
  }

  /** The literal text before the first part: what every key that matches begins with. */
  public String prefix() {
    return literals.get(0);
  }

  /** Whether it has no part, so that one key alone matches. */
  public boolean isExact() {
    return names.isEmpty();
  }

  /** How many characters (code points) of a key it says. */
  int literalCharacters() {
    return literalCharacters;
  }

  /** The pattern without the names of its parts: those with the same shape match the same keys. */
  String shape() {
    StringBuilder shape = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      shape.append(literals.get(i)).append(rest && i == names.size() - 1 ? "{...}" : "{}");
    }
    return shape.append(literals.get(literals.size() - 1)).toString();
  }

  /** The literal text up to the first slash; null where a part is in it. */
  @Nullable String firstSegment() {
    int slash = prefix().indexOf('/');
    return slash >= 0 ? prefix().substring(0, slash) : isExact() ? text : null;
  }

  /** Whether a key is of this pattern. */
  public boolean matches(String key) {
    String first = literals.get(0);
    if (names.isEmpty()) {
      return key.equals(first);
    }
    if (!key.startsWith(first)) {
      return false;
    }
    int last = names.size() - 1;
    int at = first.length();
    // Each literal is taken where it stands first. A later place would make no match that this one
    // does not: what then goes from one part to the next was part of the one before or of the
    // literal up to its own slash, so that there is no slash in it.
    for (int i = 0; i < last; i++) {
      String literal = literals.get(i + 1);
      int found = key.indexOf(literal, at + 1);
      if (found < 0 || hasSlash(key, at, found)) {
        return false;
      }
      at = found + literal.length();
    }
    String end = literals.get(last + 1);
    int stop = key.length() - end.length();
    return stop > at && key.endsWith(end) && (rest || !hasSlash(key, at, stop));
  }

  private static boolean hasSlash(String key, int from, int to) {
    int slash = key.indexOf('/', from);
    return slash >= 0 && slash < to;
  }

  /** Patterns are equal when they are written alike. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyPattern pattern && pattern.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }

  static CrossfadeException refused(String text, String why) {
    return new CrossfadeException(ErrorCode.CF_7361, why + " in '" + text + "'");
  }
}

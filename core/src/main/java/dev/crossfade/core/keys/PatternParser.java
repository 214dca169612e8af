package dev.crossfade.core.keys;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.StoreKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes the text of a {@link KeyPattern} apart: literals, one more than parts, and names. */
final class PatternParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
  private static final String REST = "...";

  private final String text;
  private final List<String> literals = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private boolean rest;

  private PatternParser(String text) {
    this.text = text;
  }

  static PatternParser parse(String text) {
    PatternParser parser = new PatternParser(text);
    parser.parse();
    parser.checkKey();
    return parser;
  }

  String text() {
    return text;
  }

  List<String> literals() {
    return literals;
  }

  List<String> names() {
    return names;
  }

  boolean rest() {
    return rest;
  }

  private void parse() {
    int at = 0;
    while (true) {
      int open = text.indexOf('{', at);
      String literal = open < 0 ? text.substring(at) : text.substring(at, open);
      literal(literal, at, open >= 0);
      if (open < 0) {
        return;
      }
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw refused("expected a '}' for the '{'", open);
      }
      part(text.substring(open + 1, close), open);
      at = close + 1;
    }
  }

  private void literal(String literal, int at, boolean partFollows) {
    int close = literal.indexOf('}');
    if (close >= 0) {
      throw refused("expected a '{' before the '}'", at + close);
    }
    if (rest && (partFollows || !literal.isEmpty())) {
      throw refused("expected nothing behind the rest {" + last() + REST + "}", at);
    }
    if (partFollows && literal.isEmpty() && !names.isEmpty()) {
      throw refused("expected literal text between two parts", at);
    }
    literals.add(literal);
  }

  private void part(String inner, int open) {
    rest = inner.endsWith(REST);
    String name = rest ? inner.substring(0, inner.length() - REST.length()) : inner;
    if (!NAME.matcher(name).matches()) {
      String was = name.isEmpty() ? "nothing" : "'" + name + "'";
      throw refused("expected a name of letters, digits, _ and - but was " + was, open);
    }
    if (names.contains(name)) {
      throw refused("expected each name once but was '" + name + "' twice", open);
    }
    names.add(name);
  }

  private String last() {
    return names.get(names.size() - 1);
  }

  /** The shortest text that would match must be a key, and none of a side entry. */
  private void checkKey() {
    String shortest = String.join(names.isEmpty() ? "" : "x", literals);
    if (text.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_7361, "expected a pattern but was nothing");
    }
    if (StoreKeys.isSide(literals.get(0))) {
      throw refused("expected no pattern of Crossfade's own keys", 0);
    }
    try {
      StoreKeys.check(shortest);
    } catch (CrossfadeException e) {
      throw new CrossfadeException(ErrorCode.CF_7361, "no key can match it: " + e.detail(), e);
    }
  }

  private CrossfadeException refused(String why, int at) {
    return KeyPattern.refused(text, why + " at character " + (at + 1));
  }
}

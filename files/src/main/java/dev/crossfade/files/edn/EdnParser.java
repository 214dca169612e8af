package dev.crossfade.files.edn;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.time.DateTimeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads forms of one text that is in memory. {@link EdnReader} says what it reads. What is open
 * lies on a stack of its own, so that no text exhausts that of the thread.
 */
final class EdnParser {
  private static final int NONE = -1;

  private final String text;
  private final EdnPlace start;
  private final Keywords keywords;
  private final ArrayDeque<EdnOpen> stack = new ArrayDeque<>();
  private int at;

  /** Where the value read last begins. */
  private int from;

  /**
   * @param start where the text stands in its file
   */
  EdnParser(String text, EdnPlace start, Keywords keywords) {
    this.text = text;
    this.start = start;
    this.keywords = keywords;
  }

  /** Every form up to the end. */
  List<Document> forms() {
    List<Document> forms = new ArrayList<>();
    for (Document form = next(); form != null; form = next()) {
      forms.add(form);
    }
    return forms;
  }

  /** The next form, which must be there. */
  Document form() {
    Document form = next();
    if (form == null) {
      throw fault(at, "expected a value");
    }
    return form;
  }

  /** Fails unless nothing but white space, comments and discarded forms follows. */
  void end() {
    if (next() != null) {
      throw fault(from, "expected the end of the text");
    }
  }

  /** The entry of a map whose brackets stand outside of the text; null when there is none. */
  Map.@Nullable Entry<Document, Document> entry(@Nullable String namespace) {
    Document key = next();
    if (key == null) {
      return null;
    }
    Document full = full(namespace, key, from);
    int keyFrom = from;
    Document value = next();
    if (value == null) {
      throw fault(keyFrom, "expected a value for the key here");
    }
    return Map.entry(full, value);
  }

  /** The next form; null when the text ends before one begins. */
  @Nullable Document next() {
    while (skipSpace()) {
      Document value = step();
      if (value != null) {
        value = complete(value);
      }
      if (value != null) {
        return value;
      }
    }
    EdnOpen open = stack.peek();
    if (open != null) {
      boolean bracket = open.kind.close != ' ';
      throw bracket
          ? fault(open.from, "expected a closing bracket for the one here")
          : fault(at, "expected a value");
    }
    return null;
  }

  /** Passes white space and comments; false at the end. */
  private boolean skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (EdnChars.isSpace(c)) {
        at++;
      } else if (c == ';') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return true;
      }
    }
    return false;
  }

  /** Reads what stands here: a scalar, or a collection that ends; null when something opens. */
  private @Nullable Document step() {
    from = at;
    char c = text.charAt(at);
    return switch (c) {
      case '(' -> open(EdnOpen.Kind.LIST, null, 1);
      case '[' -> open(EdnOpen.Kind.VECTOR, null, 1);
      case '{' -> open(EdnOpen.Kind.MAP, null, 1);
      case '^' -> open(EdnOpen.Kind.METADATA, null, 1);
      case '#' -> dispatch();
      case ')', ']', '}' -> close(c);
      case '"' -> new Document.Text(string());
      case '\\' -> character();
      default -> atom(token());
    };
  }

  private @Nullable Document open(EdnOpen.Kind kind, @Nullable String name, int length) {
    if (stack.size() >= Document.MOST_DEPTH) {
      throw fault(
          ErrorCode.CF_2207,
          from,
          "expected at most " + Document.MOST_DEPTH + " levels of nesting");
    }
    stack.push(new EdnOpen(kind, from, name));
    at += length;
    return null;
  }

  private Document close(char bracket) {
    EdnOpen open = stack.peek();
    if (open == null || open.kind.close != bracket) {
      throw fault(at, "expected a value but was a closing bracket");
    }
    if (open.pending != null) {
      throw fault(open.pendingFrom, "expected a value for the key here");
    }
    stack.pop();
    at++;
    from = open.from;
    return open.collection();
  }

  /** Gives a value to what is open around it; a value again when that is complete by it. */
  private @Nullable Document complete(Document value) {
    Document whole = value;
    EdnOpen open = stack.peek();
    while (open != null) {
      switch (open.kind) {
        case LIST, VECTOR -> {
          open.add(whole);
          return null;
        }
        case SET -> {
          if (!open.addToSet(whole)) {
            throw fault(ErrorCode.CF_2241, from, "the set has this element already");
          }
          return null;
        }
        case MAP -> {
          entry(open, whole);
          return null;
        }
        case DISCARD -> {
          stack.pop();
          return null;
        }
        case TAG -> whole = tagged(open, whole);
        case METADATA -> {
          Document.MapOf metadata = (Document.MapOf) open.pending;
          if (metadata == null) {
            open.pending = metadata(whole);
            return null;
          }
          whole = Metadata.put(metadata, whole);
        }
      }
      from = open.from;
      stack.pop();
      open = stack.peek();
    }
    return whole;
  }

  private void entry(EdnOpen map, Document value) {
    Document key = map.pending;
    if (key == null) {
      map.pending = full(map.name, value, from);
      map.pendingFrom = from;
      return;
    }
    map.pending = null;
    if (!map.put(key, value)) {
      throw fault(ErrorCode.CF_2241, map.pendingFrom, "the map has this key already");
    }
  }

  private Document.MapOf metadata(Document form) {
    Document.MapOf metadata = Metadata.of(form, keywords);
    if (metadata == null) {
      throw fault(from, "expected a map, keyword, symbol, string or vector as metadata");
    }
    return metadata;
  }

  private Document full(@Nullable String namespace, Document key, int keyFrom) {
    try {
      return namespace == null ? key : Namespaces.apply(namespace, key);
    } catch (IllegalArgumentException e) {
      throw fault(keyFrom, "expected a name that is one with the namespace of the map");
    }
  }

  private String token() {
    int from = at;
    while (at < text.length() && !EdnChars.isDelimiter(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  private Document atom(String token) {
    if (EdnNumbers.startsLikeOne(token)) {
      return number(token);
    }
    try {
      if (token.startsWith(":")) {
        return keywords.of(token.substring(1));
      }
      return switch (token) {
        case "nil" -> new Document.Nil();
        case "true" -> new Document.Bool(true);
        case "false" -> new Document.Bool(false);
        default -> new Document.Symbol(token);
      };
    } catch (IllegalArgumentException e) {
      throw fault(from, "expected a keyword or a symbol as EDN has them");
    }
  }

  private Document number(String token) {
    try {
      Document number = EdnNumbers.of(token);
      if (number == null) {
        throw fault(from, "expected a number as EDN has them");
      }
      return number;
    } catch (ArithmeticException e) {
      throw fault(ErrorCode.CF_2209, from, String.valueOf(e.getMessage()));
    }
  }

  private Document character() {
    at++;
    if (at >= text.length() || (EdnChars.isSpace(text.charAt(at)) && text.charAt(at) != ',')) {
      throw fault(from, "expected a character behind the backslash");
    }
    int first = at;
    at += Character.charCount(text.codePointAt(at));
    token();
    int point = EdnStrings.character(text.substring(first, at));
    if (point == NONE) {
      throw fault(from, "expected a character or the name of one behind the backslash");
    }
    return new Document.Char(point);
  }

  private String string() {
    at++;
    StringBuilder value = null;
    int copied = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        String rest = text.substring(copied, at++);
        return value == null ? rest : value.append(rest).toString();
      }
      if (c == '\\') {
        value = value == null ? new StringBuilder() : value;
        value.append(text, copied, at).append(escape());
        copied = at;
      } else {
        at++;
      }
    }
    throw fault(from, "expected a closing quote");
  }

  private char escape() {
    int escape = at++;
    char letter = at < text.length() ? text.charAt(at) : 0;
    int value = NONE;
    int octal = EdnStrings.octalDigits(text, at);
    if (letter == 'u') {
      value = EdnStrings.hex4(text, at + 1);
      at += 5;
    } else if (octal > 0) {
      value = EdnStrings.octal(text.substring(at, at + octal));
      at += octal;
    } else {
      Character single = EdnStrings.escape(letter);
      value = single == null ? NONE : single;
      at++;
    }
    if (value == NONE) {
      throw fault(escape, "expected an escape that EDN knows");
    }
    return (char) value;
  }

  private @Nullable Document dispatch() {
    char kind = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    switch (kind) {
      case '{' -> {
        return open(EdnOpen.Kind.SET, null, 2);
      }
      case '^' -> {
        return open(EdnOpen.Kind.METADATA, null, 2);
      }
      case '_' -> {
        return open(EdnOpen.Kind.DISCARD, null, 2);
      }
      default -> {
        at++;
        String token = token();
        return switch (kind) {
          case '#' -> symbolic(token);
          case ':' -> namespaced(token);
          default -> tag(token);
        };
      }
    }
  }

  private Document symbolic(String token) {
    return switch (token) {
      case "#Inf" -> new Document.Real(Double.POSITIVE_INFINITY);
      case "#-Inf" -> new Document.Real(Double.NEGATIVE_INFINITY);
      case "#NaN" -> new Document.Real(Double.NaN);
      default -> throw fault(from, "expected ##Inf, ##-Inf or ##NaN");
    };
  }

  private @Nullable Document namespaced(String token) {
    String namespace = token.substring(1);
    if (!Namespaces.isOne(namespace)) {
      throw fault(from, "expected a namespace behind #:");
    }
    if (!skipSpace() || text.charAt(at) != '{') {
      throw fault(from, "expected a map behind the namespace");
    }
    return open(EdnOpen.Kind.MAP, namespace, 1);
  }

  private @Nullable Document tag(String tag) {
    if (tag.isEmpty() || !Character.isLetter(tag.codePointAt(0))) {
      throw fault(from, "expected a tag that begins with a letter behind #");
    }
    return open(EdnOpen.Kind.TAG, tag, 0);
  }

  private Document tagged(EdnOpen open, Document value) {
    String tag = String.valueOf(open.name);
    try {
      return EdnTags.value(tag, value);
    } catch (DateTimeException e) {
      throw fault(
          open.from,
          tag.equals("inst")
              ? "expected a moment as RFC 3339 has it behind #inst"
              : "expected a UUID behind #uuid");
    } catch (IllegalArgumentException e) {
      throw fault(open.from, "expected a tag as EDN has them");
    }
  }

  private CrossfadeException fault(int place, String expected) {
    return fault(ErrorCode.CF_2240, place, expected);
  }

  private CrossfadeException fault(ErrorCode code, int place, String expected) {
    return new CrossfadeException(
        code, start.behind(text, Math.min(place, text.length())) + ": " + expected);
  }
}

package dev.crossfade.core.document;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** Reads one JSON text (RFC 8259) into a tree; strict, and no name twice in an object. */
final class JsonParser {
  private final String text;
  private int at;
  private int depth;

  private JsonParser(String text) {
    this.text = text;
  }

  /**
   * The value of a text.
   *
   * @throws CrossfadeException CF-2202 when it is no JSON, CF-2204 for a name twice, CF-2207 when
   *     it is nested more than {@link Document#MOST_DEPTH} deep, CF-2209 for a number out of range
   */
  static Document parse(String text) {
    JsonParser parser = new JsonParser(text);
    Document value = parser.value();
    parser.skipSpace();
    if (parser.at < text.length()) {
      throw parser.fault(ErrorCode.CF_2202, "expected the end of the text");
    }
    return value;
  }

  private Document value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new Document.Text(string());
      case 't' -> word("true", new Document.Bool(true));
      case 'f' -> word("false", new Document.Bool(false));
      case 'n' -> word("null", new Document.Nil());
      default -> number();
    };
  }

  private Document word(String word, Document value) {
    if (!text.startsWith(word, at)) {
      throw fault(ErrorCode.CF_2202, "expected a value");
    }
    at += word.length();
    return value;
  }

  private Document array() {
    enter();
    List<Document> elements = new ArrayList<>();
    if (peek() != ']') {
      do {
        elements.add(value());
      } while (comma(']'));
    } else {
      at++;
    }
    depth--;
    return new Document.VectorOf(elements);
  }

  /** Takes its members itself: a method for one would be a frame more at every level. */
  private Document object() {
    enter();
    MapBuilder members = new MapBuilder();
    if (peek() != '}') {
      do {
        skipSpace();
        int start = at;
        if (!members.put(name(), value())) {
          at = start;
          throw fault(ErrorCode.CF_2204, "the object has this name already");
        }
      } while (comma('}'));
    } else {
      at++;
    }
    depth--;
    return members.build();
  }

  /** A name and the colon behind it. */
  private Document name() {
    if (peek() != '"') {
      throw fault(ErrorCode.CF_2202, "expected a name");
    }
    Document name = new Document.Text(string());
    skipSpace();
    if (peek() != ':') {
      throw fault(ErrorCode.CF_2202, "expected a colon");
    }
    at++;
    return name;
  }

  private void enter() {
    if (++depth > Document.MOST_DEPTH) {
      throw fault(
          ErrorCode.CF_2207, "expected at most " + Document.MOST_DEPTH + " levels of nesting");
    }
    at++;
    skipSpace();
  }

  /** Whether another element follows; passes the comma or the bracket. */
  private boolean comma(char close) {
    skipSpace();
    char next = peek();
    if (next != ',' && next != close) {
      throw fault(ErrorCode.CF_2202, "expected a comma or a closing bracket");
    }
    at++;
    return next == ',';
  }

  private Document number() {
    int start = at;
    at += peek() == '-' ? 1 : 0;
    int first = at;
    int whole = digits();
    boolean valid = whole == 1 || (whole > 1 && text.charAt(first) != '0');
    if (valid && peek() == '.') {
      at++;
      valid = digits() > 0;
    }
    if (valid && (peek() == 'e' || peek() == 'E')) {
      at++;
      at += peek() == '-' || peek() == '+' ? 1 : 0;
      valid = digits() > 0;
    }
    if (!valid) {
      at = start;
      throw fault(ErrorCode.CF_2202, "expected a value");
    }
    try {
      return JsonNumber.of(text.substring(start, at));
    } catch (NumberFormatException e) {
      at = start;
      throw fault(ErrorCode.CF_2209, "expected fewer digits, or an exponent of at most nine");
    }
  }

  private int digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at - start;
  }

  private String string() {
    int start = ++at;
    while (at < text.length()) {
      char unit = text.charAt(at);
      if (unit == '"') {
        return text.substring(start, at++);
      }
      if (unit == '\\') {
        return escaped(start);
      }
      if (unit < 0x20) {
        throw fault(ErrorCode.CF_2202, "expected an escape instead of a control character");
      }
      at++;
    }
    throw fault(ErrorCode.CF_2202, "expected a closing quote");
  }

  private String escaped(int start) {
    StringBuilder value = new StringBuilder().append(text, start, at);
    while (at < text.length()) {
      char unit = text.charAt(at);
      if (unit == '"') {
        at++;
        return value.toString();
      }
      if (unit < 0x20) {
        throw fault(ErrorCode.CF_2202, "expected an escape instead of a control character");
      }
      at++;
      value.append(unit == '\\' ? escape() : unit);
    }
    throw fault(ErrorCode.CF_2202, "expected a closing quote");
  }

  private char escape() {
    char kind = peek();
    at++;
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw fault(ErrorCode.CF_2202, "expected an escape that JSON knows");
    };
  }

  private char unicode() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      char unit = peek();
      int digit = unit < 0x80 ? Character.digit(unit, 16) : -1;
      if (digit < 0) {
        throw fault(ErrorCode.CF_2202, "expected four hexadecimal digits");
      }
      value = value << 4 | digit;
      at++;
    }
    return (char) value;
  }

  private void skipSpace() {
    while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The character here, or U+0000 at the end, which stands nowhere outside of strings. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private CrossfadeException fault(ErrorCode code, String expected) {
    int line = 1;
    int lineStart = 0;
    int end = Math.min(at, text.length());
    for (int i = text.indexOf('\n'); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    return new CrossfadeException(
        code, "line " + line + ", column " + (end - lineStart + 1) + ": " + expected);
  }
}

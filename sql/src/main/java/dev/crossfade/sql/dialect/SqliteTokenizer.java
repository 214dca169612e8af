package dev.crossfade.sql.dialect;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQLite's SQL into tokens by the rules of its own tokenizer (<a
 * href="https://www.sqlite.org/draft/tokenreq.html">tokenizer requirements</a>): four kinds of
 * quotes, hexadecimal numbers, underscores between digits, both kinds of comments, parameters, and
 * every character beyond ASCII as part of a name.
 */
public final class SqliteTokenizer {
  private static final String[] SYMBOLS = {
    "->>", "||", "->", "<<", ">>", "<=", ">=", "==", "<>", "!=", "=", "<", ">", "+", "-", "*", "/",
    "%", "&", "|", "~", "(", ")", ",", ".", ";"
  };

  private final String sql;
  private int position;
  private final List<Token> tokens = new ArrayList<>();

  private SqliteTokenizer(String sql) {
    this.sql = sql;
  }

  /**
   * Cuts a text into tokens.
   *
   * @param sql one or more statements, or a part of one
   * @return the tokens, the last of which is the end
   * @throws CrossfadeException CF-4200 for a quote that never ends or a character that no token
   *     begins with
   */
  public static List<Token> tokenize(String sql) {
    SqliteTokenizer tokenizer = new SqliteTokenizer(sql);
    while (tokenizer.skipBlanks()) {
      tokenizer.next();
    }
    tokenizer.tokens.add(new Token(Token.Kind.END, "", sql.length(), sql.length()));
    return List.copyOf(tokenizer.tokens);
  }

  private boolean skipBlanks() {
    while (position < sql.length()) {
      char c = sql.charAt(position);
      if (isBlank(c)) {
        position++;
      } else if (sql.startsWith("--", position)) {
        int end = sql.indexOf('\n', position);
        position = end < 0 ? sql.length() : end + 1;
      } else if (sql.startsWith("/*", position)) {
        int end = sql.indexOf("*/", position + 2);
        position = end < 0 ? sql.length() : end + 2; // SQLite lets the end close a comment
      } else {
        return true;
      }
    }
    return false;
  }

  private void next() {
    char c = sql.charAt(position);
    if (c == '\'') {
      quoted(Token.Kind.STRING, '\'');
    } else if (c == '"') {
      quoted(Token.Kind.DOUBLE_QUOTED, '"');
    } else if (c == '`') {
      quoted(Token.Kind.QUOTED_NAME, '`');
    } else if (c == '[') {
      bracketed();
    } else if ((c == 'x' || c == 'X') && charAt(position + 1) == '\'') {
      blob();
    } else if (isDigit(c) || (c == '.' && isDigit(charAt(position + 1)))) {
      number();
    } else if (c == '?' || c == ':' || c == '@' || c == '$' || c == '#') {
      parameter();
    } else if (isNameStart(c)) {
      add(Token.Kind.WORD, endOfName(position));
    } else {
      symbol();
    }
  }

  private void quoted(Token.Kind kind, char quote) {
    StringBuilder value = new StringBuilder();
    int at = position + 1;
    while (true) {
      if (at >= sql.length()) {
        throw fault("a quote that never ends");
      }
      char c = sql.charAt(at);
      if (c != quote) {
        value.append(c);
        at++;
      } else if (charAt(at + 1) == quote) {
        value.append(quote);
        at += 2;
      } else {
        break;
      }
    }
    tokens.add(new Token(kind, value.toString(), position, at + 1));
    position = at + 1;
  }

  private void bracketed() {
    int end = sql.indexOf(']', position);
    if (end < 0) {
      throw fault("a bracket that never ends");
    }
    String value = sql.substring(position + 1, end);
    tokens.add(new Token(Token.Kind.QUOTED_NAME, value, position, end + 1));
    position = end + 1;
  }

  private void blob() {
    int end = sql.indexOf('\'', position + 2);
    String digits = end < 0 ? "" : sql.substring(position + 2, end);
    if (end < 0 || digits.length() % 2 != 0 || !digits.chars().allMatch(SqliteTokenizer::isHex)) {
      throw fault("a blob that is no even number of hexadecimal digits");
    }
    tokens.add(new Token(Token.Kind.BLOB, digits, position, end + 1));
    position = end + 1;
  }

  private void number() {
    int at = position;
    boolean real = false;
    if (sql.charAt(at) == '0' && (charAt(at + 1) == 'x' || charAt(at + 1) == 'X')) {
      at += 2;
      while (isHex(charAt(at)) || charAt(at) == '_') {
        at++;
      }
    } else {
      at = endOfDigits(at);
      if (charAt(at) == '.') {
        real = true;
        at = endOfDigits(at + 1);
      }
      int exponent = endOfExponent(at);
      real |= exponent > at;
      at = exponent;
    }
    if (isNamePart(charAt(at))) {
      throw fault("a number with a letter at its end");
    }
    String value = sql.substring(position, at).replace("_", "");
    tokens.add(new Token(real ? Token.Kind.REAL : Token.Kind.INTEGER, value, position, at));
    position = at;
  }

  private int endOfDigits(int from) {
    int at = from;
    while (isDigit(charAt(at)) || (charAt(at) == '_' && isDigit(charAt(at + 1)) && at > from)) {
      at++;
    }
    return at;
  }

  private int endOfExponent(int from) {
    if (charAt(from) != 'e' && charAt(from) != 'E') {
      return from;
    }
    int at = from + 1;
    if (charAt(at) == '+' || charAt(at) == '-') {
      at++;
    }
    return isDigit(charAt(at)) ? endOfDigits(at) : from;
  }

  private void parameter() {
    int end = endOfName(position + 1);
    if (end == position + 1 && sql.charAt(position) != '?') {
      throw fault("a character that begins no token");
    }
    add(Token.Kind.PARAMETER, end);
  }

  private void symbol() {
    for (String symbol : SYMBOLS) {
      if (sql.startsWith(symbol, position)) {
        add(Token.Kind.SYMBOL, position + symbol.length());
        return;
      }
    }
    throw fault("a character that begins no token");
  }

  private void add(Token.Kind kind, int end) {
    tokens.add(new Token(kind, sql.substring(position, end), position, end));
    position = end;
  }

  private int endOfName(int from) {
    int at = from;
    while (isNamePart(charAt(at))) {
      at++;
    }
    return at;
  }

  /** The character at an offset, or NUL behind the end, which is part of no token. */
  private char charAt(int at) {
    return at < sql.length() ? sql.charAt(at) : '\0';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c) || c == '$';
  }

  private CrossfadeException fault(String what) {
    return new CrossfadeException(ErrorCode.CF_4200, what + " at character " + (position + 1));
  }
}

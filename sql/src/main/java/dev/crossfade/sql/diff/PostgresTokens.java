package dev.crossfade.sql.diff;

import dev.crossfade.sql.dialect.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts an expression of PostgreSQL into tokens: words in lower case, names without quotes where
 * they need none, strings in plain quotes whatever they were written in, and runs of operators.
 */
final class PostgresTokens {
  private static final String OPERATORS = "+-*/<>=~!@#%^&|`?";

  private final String sql;
  private int position;

  private PostgresTokens(String sql) {
    this.sql = sql;
  }

  static List<String> of(String sql) {
    PostgresTokens reader = new PostgresTokens(sql);
    List<String> tokens = new ArrayList<>();
    while (reader.position < sql.length()) {
      char c = sql.charAt(reader.position);
      if (Character.isWhitespace(c)) {
        reader.position++;
      } else {
        tokens.add(reader.next(c));
      }
    }
    return tokens;
  }

  private String next(char c) {
    if (c == '\'') {
      return string(position + 1, false);
    }
    if ((c == 'E' || c == 'e') && position + 1 < sql.length() && sql.charAt(position + 1) == '\'') {
      return string(position + 2, true);
    }
    if (c == '"') {
      return name();
    }
    if (Character.isLetterOrDigit(c) || c == '_' || c >= 0x80) {
      return word();
    }
    if (sql.startsWith("::", position)) {
      position += 2;
      return "::";
    }
    int end = position + 1;
    if (OPERATORS.indexOf(c) >= 0) {
      while (end < sql.length() && OPERATORS.indexOf(sql.charAt(end)) >= 0) {
        end++;
      }
    }
    String symbol = sql.substring(position, end);
    position = end;
    return symbol;
  }

  private String word() {
    int end = position;
    while (end < sql.length() && isPart(sql.charAt(end))) {
      end++;
    }
    String word = sql.substring(position, end).toLowerCase(Locale.ROOT);
    position = end;
    return word;
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.' || c >= 0x80;
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    int at = position + 1;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c == '"' && at < sql.length() && sql.charAt(at) == '"') {
        at++;
      } else if (c == '"') {
        break;
      }
      name.append(c);
    }
    position = at;
    String exact = name.toString();
    return Identifiers.isValid(exact) ? Identifiers.quote(exact) : exact;
  }

  private String string(int from, boolean escapes) {
    StringBuilder value = new StringBuilder("'");
    int at = from;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c == '\'' && at < sql.length() && sql.charAt(at) == '\'') {
        at++;
      } else if (c == '\'') {
        break;
      } else if (c == '\\' && escapes && at < sql.length()) {
        c = sql.charAt(at++);
      }
      value.append(c);
    }
    position = at;
    return value.append('\'').toString();
  }
}

package dev.crossfade.sqlite;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.sql.dialect.SqliteTokenizer;
import dev.crossfade.sql.dialect.Token;

/** The condition of a plan, which must be one expression and nothing that closes around it. */
public final class Condition {
  private Condition() {}

  /**
   * Checks that the text cannot leave the parentheses it will be put in.
   *
   * @param where for messages: file and table
   * @return the condition in parentheses
   */
  public static String parenthesised(String condition, String where) {
    int depth = 0;
    int count = 0;
    for (Token token : tokens(condition, where)) {
      if (token.kind() == Token.Kind.END) {
        break;
      }
      count++;
      depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
      if (depth < 0 || token.isSymbol(";")) {
        throw invalid(where, "more than one expression at character " + (token.start() + 1));
      }
      if (token.kind() == Token.Kind.PARAMETER) {
        throw invalid(where, "a parameter at character " + (token.start() + 1));
      }
    }
    if (depth != 0) {
      throw invalid(where, "a parenthesis that is not closed");
    }
    if (count == 0) {
      throw invalid(where, "it is empty");
    }
    if (condition.lastIndexOf("/*") > condition.lastIndexOf("*/")) {
      throw invalid(where, "a comment that never ends");
    }
    // The line break ends a comment that the condition may end with.
    return "(" + condition + "\n)";
  }

  private static Iterable<Token> tokens(String condition, String where) {
    try {
      return SqliteTokenizer.tokenize(condition);
    } catch (CrossfadeException e) {
      throw invalid(where, e.detail());
    }
  }

  /** The error for a condition that is not valid. */
  public static CrossfadeException invalid(String where, String reason) {
    return new CrossfadeException(ErrorCode.CF_2023, where + ": " + reason);
  }
}

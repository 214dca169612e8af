package dev.crossfade.sql.dialect;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** A position in a list of tokens, with the small steps that every parser takes. */
public final class TokenReader {
  private final String sql;
  private final List<Token> tokens;
  private int position;

  /**
   * @param sql the text that the tokens were cut from
   * @param tokens the last of them is an END
   */
  public TokenReader(String sql, List<Token> tokens) {
    this.sql = sql;
    this.tokens = tokens;
  }

  /** Cuts a text and stands before its first token. */
  public static TokenReader of(String sql) {
    return new TokenReader(sql, SqliteTokenizer.tokenize(sql));
  }

  /** The token at hand. */
  public Token peek() {
    return peek(0);
  }

  /** The token so many steps ahead. */
  public Token peek(int ahead) {
    return tokens.get(Math.min(position + ahead, tokens.size() - 1));
  }

  /** Takes the token at hand. */
  public Token take() {
    Token token = peek();
    position = Math.min(position + 1, tokens.size() - 1);
    return token;
  }

  /** Whether the words given stand here, in any case. */
  public boolean atWords(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).isWord(words[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether one of the words stands here. */
  public boolean atAnyWord(String... words) {
    for (String word : words) {
      if (peek().isWord(word)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the symbol stands here. */
  public boolean atSymbol(String symbol) {
    return peek().isSymbol(symbol);
  }

  /** Whether nothing follows. */
  public boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  /** Takes the words if all of them stand here. */
  public boolean acceptWords(String... words) {
    if (!atWords(words)) {
      return false;
    }
    position += words.length;
    return true;
  }

  /** Takes the symbol if it stands here. */
  public boolean acceptSymbol(String symbol) {
    if (!atSymbol(symbol)) {
      return false;
    }
    take();
    return true;
  }

  /** Takes the words, or fails. */
  public void expectWords(String... words) {
    if (!acceptWords(words)) {
      throw fault("expected " + String.join(" ", words));
    }
  }

  /** Takes the symbol, or fails. */
  public void expectSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw fault("expected " + symbol);
    }
  }

  /** Takes a name; SQLite takes a string for one too. */
  public String expectName() {
    Token token = peek();
    if (!token.isName() && token.kind() != Token.Kind.STRING) {
      throw fault("expected a name");
    }
    return take().value();
  }

  /** Takes a name that a schema's name and a point may precede; the schema is left out. */
  public String expectQualifiedName() {
    String name = expectName();
    return acceptSymbol(".") ? expectName() : name;
  }

  /** Takes names between parentheses. */
  public List<String> expectNames() {
    List<String> names = new ArrayList<>();
    expectSymbol("(");
    do {
      names.add(expectName());
    } while (acceptSymbol(","));
    expectSymbol(")");
    return names;
  }

  /**
   * Takes everything up to the parenthesis that closes the one just taken, and that one too.
   *
   * @return the tokens between, without the last parenthesis
   */
  public List<Token> takeUntilClosed() {
    List<Token> taken = new ArrayList<>();
    int depth = 0;
    while (!(depth == 0 && atSymbol(")"))) {
      if (atEnd()) {
        throw fault("expected )");
      }
      Token token = take();
      depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
      taken.add(token);
    }
    take();
    return taken;
  }

  /** The text that the tokens cover, as it was written. */
  public String textOf(List<Token> part) {
    return part.isEmpty()
        ? ""
        : sql.substring(part.get(0).start(), part.get(part.size() - 1).end());
  }

  /** The text from an offset up to the end of the last token taken. */
  public String textSince(int start) {
    return position == 0 ? "" : sql.substring(start, tokens.get(position - 1).end());
  }

  /** The text from the token at hand to the end, without a semicolon. */
  public String rest() {
    int last = tokens.size() - 1;
    while (last > position && tokens.get(last - 1).isSymbol(";")) {
      last--;
    }
    return last <= position ? "" : sql.substring(peek().start(), tokens.get(last - 1).end());
  }

  /** An error at the token at hand. */
  public CrossfadeException fault(String what) {
    Token token = peek();
    String found = atEnd() ? "the end" : "something else";
    return new CrossfadeException(
        ErrorCode.CF_4200, what + " but found " + found + " at character " + (token.start() + 1));
  }
}

package dev.crossfade.sql.dialect;

/**
 * One token of SQLite's SQL; white space and comments are no tokens.
 *
 * @param kind what it is
 * @param value a name or string without its quotes, the digits of a blob, otherwise the text itself
 * @param start offset of its first character in the statement
 * @param end offset behind its last character
 */
public record Token(Kind kind, String value, int start, int end) {

  /** What a token is. */
  public enum Kind {
    /** A keyword or an unquoted name. */
    WORD,
    /** A name in double quotes, which SQLite takes for a string when no column bears it. */
    DOUBLE_QUOTED,
    /** A name in back ticks or brackets. */
    QUOTED_NAME,
    /** A string in single quotes. */
    STRING,
    /** A blob, {@code x'ab'}; the value holds the digits. */
    BLOB,
    /** A whole number, decimal or hexadecimal, without underscores. */
    INTEGER,
    /** A number with a point or an exponent, without underscores. */
    REAL,
    /** A parameter such as {@code ?1} or {@code :name}. */
    PARAMETER,
    /** An operator or a punctuation mark. */
    SYMBOL,
    /** The end of the statement. */
    END
  }

  /** Whether this is the unquoted word given, in any case. */
  public boolean isWord(String upperCaseWord) {
    return kind == Kind.WORD && AsciiCase.upper(value).equals(upperCaseWord);
  }

  /** Whether this is the operator or punctuation mark given. */
  public boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && value.equals(symbol);
  }

  /** Whether this can be read as a name. */
  public boolean isName() {
    return kind == Kind.WORD || kind == Kind.DOUBLE_QUOTED || kind == Kind.QUOTED_NAME;
  }
}

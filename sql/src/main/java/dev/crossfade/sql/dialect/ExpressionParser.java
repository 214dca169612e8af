package dev.crossfade.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expression of SQLite's SQL by climbing the precedence of its operators, as its grammar
 * (parse.y) orders them: OR, AND, NOT, equality and matching, comparison, bits, sums, products,
 * concatenation and arrows, COLLATE, signs.
 */
public final class ExpressionParser {
  private static final int EQUALITY = 4;
  private static final int COMPARISON = 5;
  private static final Map<String, Integer> BINARY =
      Map.ofEntries(
          Map.entry("=", EQUALITY),
          Map.entry("==", EQUALITY),
          Map.entry("<>", EQUALITY),
          Map.entry("!=", EQUALITY),
          Map.entry("<", COMPARISON),
          Map.entry("<=", COMPARISON),
          Map.entry(">", COMPARISON),
          Map.entry(">=", COMPARISON),
          Map.entry("&", 6),
          Map.entry("|", 6),
          Map.entry("<<", 6),
          Map.entry(">>", 6),
          Map.entry("+", 7),
          Map.entry("-", 7),
          Map.entry("*", 8),
          Map.entry("/", 8),
          Map.entry("%", 8),
          Map.entry("||", 9),
          Map.entry("->", 9),
          Map.entry("->>", 9));
  private static final int NOT_OPERAND = 3;
  private static final int COLLATE = 10;
  private static final int SIGN_OPERAND = 11;

  /** Words that end an expression or never begin one; they are no columns. */
  private static final Set<String> RESERVED =
      Set.of(
          "AND",
          "OR",
          "FROM",
          "WHERE",
          "THEN",
          "WHEN",
          "ELSE",
          "ORDER",
          "GROUP",
          "HAVING",
          "LIMIT",
          "UNION",
          "EXCEPT",
          "INTERSECT",
          "SELECT",
          "ON",
          "USING",
          "AS",
          "SET",
          "VALUES",
          "TABLE",
          "CREATE",
          "INTO",
          "JOIN",
          "DISTINCT",
          "IS",
          "IN",
          "BETWEEN");

  private final TokenReader reader;

  /** Reads from where the reader stands. */
  public ExpressionParser(TokenReader reader) {
    this.reader = reader;
  }

  /**
   * Reads a text that is one expression.
   *
   * @throws dev.crossfade.core.error.CrossfadeException CF-4200 with the position
   */
  public static Expression parse(String sql) {
    TokenReader reader = TokenReader.of(sql);
    Expression expression = new ExpressionParser(reader).expression();
    if (!reader.atEnd()) {
      throw reader.fault("expected the end of the expression");
    }
    return expression;
  }

  /** Reads the longest expression that begins here. */
  public Expression expression() {
    return climb(1);
  }

  private Expression climb(int least) {
    Expression left = prefix();
    while (true) {
      Expression wider = infix(left, least);
      if (wider == null) {
        return left;
      }
      left = wider;
    }
  }

  /** Reads one more operator and its right side, or returns null when none of that rank follows. */
  private @Nullable Expression infix(Expression left, int least) {
    Token token = reader.peek();
    if (token.kind() == Token.Kind.SYMBOL) {
      Integer rank = BINARY.get(token.value());
      if (rank == null || rank < least) {
        return null;
      }
      reader.take();
      return new Expression.Binary(standard(token.value()), left, climb(rank + 1));
    }
    if (token.kind() != Token.Kind.WORD) {
      return null;
    }
    return wordInfix(left, least, AsciiCase.upper(token.value()));
  }

  private @Nullable Expression wordInfix(Expression left, int least, String word) {
    if (word.equals("OR") && least <= 1) {
      reader.take();
      return new Expression.Binary("OR", left, climb(2));
    }
    if (word.equals("AND") && least <= 2) {
      reader.take();
      return new Expression.Binary("AND", left, climb(3));
    }
    if (word.equals("COLLATE") && least <= COLLATE) {
      reader.take();
      return new Expression.Collate(left, reader.expectName());
    }
    return least <= EQUALITY ? equalityInfix(left, word) : null;
  }

  private @Nullable Expression equalityInfix(Expression left, String word) {
    Expression none = new Expression.NullLiteral();
    return switch (word) {
      case "IS" -> {
        reader.take();
        boolean negated = reader.acceptWords("NOT");
        negated ^= reader.acceptWords("DISTINCT", "FROM");
        yield new Expression.Binary(negated ? "IS NOT" : "IS", left, climb(EQUALITY + 1));
      }
      case "ISNULL", "NOTNULL" -> {
        reader.take();
        yield new Expression.Binary(word.equals("ISNULL") ? "IS" : "IS NOT", left, none);
      }
      case "NOT" -> {
        if (reader.acceptWords("NOT", "NULL")) {
          yield new Expression.Binary("IS NOT", left, none);
        }
        if (!isMatchWord(reader.peek(1))) {
          yield null;
        }
        reader.take();
        yield match(left, true);
      }
      default -> isMatchWord(reader.peek()) ? match(left, false) : null;
    };
  }

  private static boolean isMatchWord(Token token) {
    return token.isWord("LIKE")
        || token.isWord("GLOB")
        || token.isWord("REGEXP")
        || token.isWord("MATCH")
        || token.isWord("BETWEEN")
        || token.isWord("IN");
  }

  private Expression match(Expression subject, boolean negated) {
    String word = AsciiCase.upper(reader.take().value());
    if (word.equals("BETWEEN")) {
      Expression low = climb(EQUALITY);
      reader.expectWords("AND");
      return new Expression.Between(negated, subject, low, climb(EQUALITY + 1));
    }
    if (word.equals("IN")) {
      return in(subject, negated);
    }
    Expression pattern = climb(EQUALITY + 1);
    Expression escape = reader.acceptWords("ESCAPE") ? climb(EQUALITY + 1) : null;
    return new Expression.Match(word, negated, subject, pattern, escape);
  }

  private Expression in(Expression subject, boolean negated) {
    if (!reader.atSymbol("(")) {
      Token table = reader.peek();
      reader.expectQualifiedName();
      return new Expression.InQuery(
          negated, subject, new Expression.Subquery(false, List.of(table)));
    }
    reader.take();
    if (reader.atAnyWord("SELECT", "WITH", "VALUES")) {
      return new Expression.InQuery(
          negated, subject, new Expression.Subquery(false, reader.takeUntilClosed()));
    }
    List<Expression> items = new ArrayList<>();
    if (!reader.atSymbol(")")) {
      do {
        items.add(expression());
      } while (reader.acceptSymbol(","));
    }
    reader.expectSymbol(")");
    return new Expression.InList(negated, subject, items);
  }

  private Expression prefix() {
    Token token = reader.peek();
    if (token.isSymbol("-") || token.isSymbol("+") || token.isSymbol("~")) {
      reader.take();
      return new Expression.Unary(token.value(), climb(SIGN_OPERAND));
    }
    if (token.isWord("NOT")) {
      reader.take();
      return new Expression.Unary("NOT", climb(NOT_OPERAND));
    }
    if (token.isSymbol("(")) {
      reader.take();
      return parenthesised();
    }
    return primary(token);
  }

  private Expression parenthesised() {
    if (reader.atAnyWord("SELECT", "WITH", "VALUES")) {
      return new Expression.Subquery(false, reader.takeUntilClosed());
    }
    List<Expression> members = new ArrayList<>();
    do {
      members.add(expression());
    } while (reader.acceptSymbol(","));
    reader.expectSymbol(")");
    return members.size() == 1 ? members.get(0) : new Expression.Row(members);
  }

  private Expression primary(Token token) {
    return switch (token.kind()) {
      case INTEGER -> new Expression.IntegerLiteral(reader.take().value());
      case REAL -> new Expression.RealLiteral(reader.take().value());
      case STRING -> new Expression.StringLiteral(reader.take().value());
      case BLOB -> new Expression.BlobLiteral(reader.take().value());
      case PARAMETER -> new Expression.Parameter(reader.take().value());
      case WORD -> word(AsciiCase.upper(token.value()));
      case DOUBLE_QUOTED, QUOTED_NAME -> column();
      case SYMBOL, END -> throw reader.fault("expected an expression");
    };
  }

  private Expression word(String word) {
    switch (word) {
      case "NULL" -> {
        reader.take();
        return new Expression.NullLiteral();
      }
      case "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP" -> {
        reader.take();
        return new Expression.CurrentTime(word);
      }
      case "CASE" -> {
        reader.take();
        return caseExpression();
      }
      case "CAST" -> {
        return cast();
      }
      case "EXISTS" -> {
        reader.take();
        reader.expectSymbol("(");
        return new Expression.Subquery(true, reader.takeUntilClosed());
      }
      default -> {
        return call(word);
      }
    }
  }

  private Expression call(String word) {
    if (reader.peek(1).isSymbol("(")) {
      return functionCall();
    }
    if (RESERVED.contains(word)) {
      throw reader.fault("expected an expression");
    }
    boolean qualified = reader.peek(1).isSymbol(".");
    if (!qualified && (word.equals("TRUE") || word.equals("FALSE"))) {
      reader.take();
      return new Expression.BooleanLiteral(word.equals("TRUE"));
    }
    return column();
  }

  private Expression column() {
    Token first = reader.take();
    if (!reader.acceptSymbol(".")) {
      boolean doubleQuoted = first.kind() == Token.Kind.DOUBLE_QUOTED;
      return new Expression.Column(null, first.value(), doubleQuoted);
    }
    String second = reader.expectName();
    if (reader.acceptSymbol(".")) {
      return new Expression.Column(second, reader.expectName(), false);
    }
    return new Expression.Column(first.value(), second, false);
  }

  private Expression caseExpression() {
    Expression operand = reader.atWords("WHEN") ? null : expression();
    List<Expression.When> branches = new ArrayList<>();
    while (reader.acceptWords("WHEN")) {
      Expression condition = expression();
      reader.expectWords("THEN");
      branches.add(new Expression.When(condition, expression()));
    }
    Expression otherwise = reader.acceptWords("ELSE") ? expression() : null;
    reader.expectWords("END");
    if (branches.isEmpty()) {
      throw reader.fault("expected WHEN");
    }
    return new Expression.Case(operand, branches, otherwise);
  }

  private Expression cast() {
    reader.take();
    reader.expectSymbol("(");
    Expression operand = expression();
    reader.expectWords("AS");
    String type = reader.textOf(reader.takeUntilClosed());
    return new Expression.Cast(operand, type);
  }

  private Expression functionCall() {
    String name = AsciiCase.lower(reader.take().value());
    reader.take();
    boolean star = reader.acceptSymbol("*");
    boolean distinct = !star && reader.acceptWords("DISTINCT");
    List<Expression> arguments = new ArrayList<>();
    if (!star && !reader.atSymbol(")")) {
      do {
        arguments.add(expression());
      } while (reader.acceptSymbol(","));
    }
    reader.expectSymbol(")");
    return new Expression.Call(name, arguments, star, distinct, suffix());
  }

  private String suffix() {
    int start = reader.peek().start();
    if (reader.atWords("FILTER") && reader.peek(1).isSymbol("(")) {
      reader.take();
      reader.take();
      reader.takeUntilClosed();
    }
    if (reader.atWords("OVER")) {
      reader.take();
      if (reader.acceptSymbol("(")) {
        reader.takeUntilClosed();
      } else {
        reader.expectName();
      }
    }
    return start == reader.peek().start() ? "" : reader.textSince(start);
  }

  private static String standard(String operator) {
    return operator.equals("==") ? "=" : operator.equals("!=") ? "<>" : operator;
  }
}

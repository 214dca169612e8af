package dev.crossfade.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes expressions of every kind, the same for the same seed. */
final class ExpressionGenerator {
  private static final String[] NAMES = {"a", "order", "Ümlaut", "two words", "qu`ote", "\"q\""};
  private static final String[] OPERATORS = {
    "OR", "AND", "=", "<>", "IS", "IS NOT", "<", "<=", ">", ">=", "&", "|", "<<", ">>", "+", "-",
    "*", "/", "%", "||", "->", "->>"
  };
  private static final String[] MATCHES = {"LIKE", "GLOB", "REGEXP", "MATCH"};

  private final Random random;

  ExpressionGenerator(Random random) {
    this.random = random;
  }

  Expression expression(int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return leaf();
    }
    int below = depth - 1;
    return switch (random.nextInt(10)) {
      case 0 -> new Expression.Unary(pick("-", "+", "~", "NOT"), expression(below));
      case 1, 2, 3 -> new Expression.Binary(pick(OPERATORS), expression(below), expression(below));
      case 4 ->
          new Expression.Match(
              pick(MATCHES),
              random.nextBoolean(),
              expression(below),
              expression(below),
              random.nextBoolean() ? expression(below) : null);
      case 5 ->
          new Expression.Between(
              random.nextBoolean(), expression(below), expression(below), expression(below));
      case 6 ->
          new Expression.InList(
              random.nextBoolean(), expression(below), list(random.nextInt(3), below));
      case 7 -> choice(below);
      case 8 ->
          random.nextBoolean()
              ? new Expression.Cast(expression(below), pick("INTEGER", "decimal(10,2)"))
              : new Expression.Collate(expression(below), pick("NOCASE", "odd one"));
      default ->
          random.nextBoolean()
              ? new Expression.Call("coalesce", list(2, below), false, false, "")
              : new Expression.Row(list(2, below));
    };
  }

  private Expression choice(int below) {
    List<Expression.When> branches = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      branches.add(new Expression.When(expression(below), expression(below)));
    }
    return new Expression.Case(
        random.nextBoolean() ? expression(below) : null,
        branches,
        random.nextBoolean() ? expression(below) : null);
  }

  private List<Expression> list(int size, int below) {
    List<Expression> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(expression(below));
    }
    return items;
  }

  private Expression leaf() {
    return switch (random.nextInt(9)) {
      case 0 -> new Expression.NullLiteral();
      case 1 -> new Expression.BooleanLiteral(random.nextBoolean());
      case 2 -> new Expression.IntegerLiteral(Integer.toString(random.nextInt(1000)));
      case 3 -> new Expression.RealLiteral(random.nextInt(100) + ".5");
      case 4 -> new Expression.StringLiteral(pick("", "it's", "-- no comment", "%"));
      case 5 -> new Expression.BlobLiteral(pick("", "00ff"));
      case 6 -> new Expression.CurrentTime(pick("CURRENT_DATE", "CURRENT_TIMESTAMP"));
      case 7 -> new Expression.Column("t", pick(NAMES), false);
      default -> new Expression.Column(null, pick(NAMES), random.nextBoolean());
    };
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}

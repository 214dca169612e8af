package dev.crossfade.sql.dialect;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Writes an expression as SQLite's SQL, each operand that is no single term in parentheses. */
public final class ExpressionPrinter {

  private ExpressionPrinter() {}

  /** The text of an expression; reading it gives an equal expression. */
  public static String print(Expression expression) {
    if (expression instanceof Expression.Unary unary) {
      return unary.operator() + " " + operand(unary.operand());
    }
    if (expression instanceof Expression.Binary binary) {
      return operand(binary.left()) + " " + binary.operator() + " " + operand(binary.right());
    }
    if (expression instanceof Expression.Match match) {
      return match(match);
    }
    if (expression instanceof Expression.Between between) {
      return operand(between.subject())
          + not(between.negated())
          + " BETWEEN "
          + operand(between.low())
          + " AND "
          + operand(between.high());
    }
    if (expression instanceof Expression.InList in) {
      return operand(in.subject()) + not(in.negated()) + " IN (" + list(in.items()) + ")";
    }
    if (expression instanceof Expression.InQuery in) {
      String query = tokens(in.query().tokens());
      boolean table = in.query().tokens().size() == 1;
      return operand(in.subject())
          + not(in.negated())
          + (table ? " IN " + query : " IN (" + query + ")");
    }
    if (expression instanceof Expression.Collate collate) {
      return operand(collate.operand()) + " COLLATE " + quoteName(collate.collation());
    }
    return term(expression);
  }

  private static String term(Expression expression) {
    if (expression instanceof Expression.BooleanLiteral literal) {
      return literal.value() ? "TRUE" : "FALSE";
    }
    if (expression instanceof Expression.IntegerLiteral literal) {
      return literal.text();
    }
    if (expression instanceof Expression.RealLiteral literal) {
      return literal.text();
    }
    if (expression instanceof Expression.StringLiteral literal) {
      return quoteString(literal.value());
    }
    if (expression instanceof Expression.BlobLiteral literal) {
      return "x'" + literal.digits() + "'";
    }
    if (expression instanceof Expression.CurrentTime time) {
      return time.word();
    }
    if (expression instanceof Expression.Parameter parameter) {
      return parameter.text();
    }
    if (expression instanceof Expression.Column column) {
      return column(column);
    }
    if (expression instanceof Expression.Row row) {
      return "(" + list(row.members()) + ")";
    }
    return compound(expression);
  }

  private static String compound(Expression expression) {
    if (expression instanceof Expression.Subquery query) {
      return (query.exists() ? "EXISTS (" : "(") + tokens(query.tokens()) + ")";
    }
    if (expression instanceof Expression.Case choice) {
      return choice(choice);
    }
    if (expression instanceof Expression.Cast cast) {
      return "CAST(" + print(cast.operand()) + " AS " + cast.type() + ")";
    }
    if (expression instanceof Expression.Call call) {
      String arguments = call.star() ? "*" : list(call.arguments());
      String suffix = call.suffix().isEmpty() ? "" : " " + call.suffix();
      return call.name() + "(" + (call.distinct() ? "DISTINCT " : "") + arguments + ")" + suffix;
    }
    return "NULL";
  }

  private static String operand(Expression expression) {
    boolean open =
        expression instanceof Expression.Unary
            || expression instanceof Expression.Binary
            || expression instanceof Expression.Match
            || expression instanceof Expression.Between
            || expression instanceof Expression.InList
            || expression instanceof Expression.InQuery
            || expression instanceof Expression.Collate;
    return open ? "(" + print(expression) + ")" : print(expression);
  }

  private static String match(Expression.Match match) {
    Expression escape = match.escape();
    return operand(match.subject())
        + not(match.negated())
        + " "
        + match.operator()
        + " "
        + operand(match.pattern())
        + (escape == null ? "" : " ESCAPE " + operand(escape));
  }

  private static String column(Expression.Column column) {
    @Nullable String table = column.table();
    if (table != null) {
      return quoteName(table) + "." + quoteName(column.name());
    }
    String name = column.name();
    return column.doubleQuoted()
        ? "\"" + name.replace("\"", "\"\"") + "\""
        : "`" + name.replace("`", "``") + "`";
  }

  private static String choice(Expression.Case choice) {
    Expression operand = choice.operand();
    StringBuilder text = new StringBuilder("CASE");
    if (operand != null) {
      text.append(' ').append(print(operand));
    }
    for (Expression.When when : choice.branches()) {
      text.append(" WHEN ").append(print(when.condition()));
      text.append(" THEN ").append(print(when.result()));
    }
    Expression otherwise = choice.otherwise();
    if (otherwise != null) {
      text.append(" ELSE ").append(print(otherwise));
    }
    return text.append(" END").toString();
  }

  private static String not(boolean negated) {
    return negated ? " NOT" : "";
  }

  private static String list(List<Expression> expressions) {
    StringJoiner joiner = new StringJoiner(", ");
    expressions.forEach(expression -> joiner.add(print(expression)));
    return joiner.toString();
  }

  private static String tokens(List<Token> tokens) {
    StringJoiner joiner = new StringJoiner(" ");
    tokens.forEach(token -> joiner.add(text(token)));
    return joiner.toString();
  }

  private static String text(Token token) {
    return switch (token.kind()) {
      case DOUBLE_QUOTED -> "\"" + token.value().replace("\"", "\"\"") + "\"";
      case QUOTED_NAME -> quoteName(token.value());
      case STRING -> quoteString(token.value());
      case BLOB -> "x'" + token.value() + "'";
      default -> token.value();
    };
  }

  private static String quoteName(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static String quoteString(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}

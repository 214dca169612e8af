package dev.crossfade.sql.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of SQLite's SQL. Parentheses are not kept: the tree says what belongs together. */
public sealed interface Expression {

  /** NULL. */
  record NullLiteral() implements Expression {}

  /** TRUE or FALSE, which SQLite keeps as 1 and 0. */
  record BooleanLiteral(boolean value) implements Expression {}

  /** A whole number as written, decimal or {@code 0x…}, without a sign. */
  record IntegerLiteral(String text) implements Expression {}

  /** A number with a point or an exponent as written, without a sign. */
  record RealLiteral(String text) implements Expression {}

  /** A string without its quotes. */
  record StringLiteral(String value) implements Expression {}

  /** A blob: an even number of hexadecimal digits. */
  record BlobLiteral(String digits) implements Expression {}

  /** {@code CURRENT_DATE}, {@code CURRENT_TIME} or {@code CURRENT_TIMESTAMP}, in capitals. */
  record CurrentTime(String word) implements Expression {}

  /** A parameter of a prepared statement, as written. */
  record Parameter(String text) implements Expression {}

  /**
   * A column, or what looks like one.
   *
   * @param table the qualifier, null without one
   * @param name exact name
   * @param doubleQuoted written in double quotes and without a qualifier: a string if there is no
   *     such column
   */
  record Column(@Nullable String table, String name, boolean doubleQuoted) implements Expression {}

  /** One of {@code - + ~ NOT} before its operand. */
  record Unary(String operator, Expression operand) implements Expression {}

  /**
   * An operator between two operands. {@code ==} and {@code !=} are written {@code =} and {@code
   * <>}; {@code IS DISTINCT FROM} is {@code IS NOT}, {@code IS NOT DISTINCT FROM} is {@code IS},
   * and {@code ISNULL} and {@code NOTNULL} are IS and IS NOT with NULL.
   */
  record Binary(String operator, Expression left, Expression right) implements Expression {}

  /**
   * A match.
   *
   * @param operator LIKE, GLOB, REGEXP or MATCH
   * @param escape null without ESCAPE
   */
  record Match(
      String operator,
      boolean negated,
      Expression subject,
      Expression pattern,
      @Nullable Expression escape)
      implements Expression {}

  /** {@code subject [NOT] BETWEEN low AND high}. */
  record Between(boolean negated, Expression subject, Expression low, Expression high)
      implements Expression {}

  /** {@code subject [NOT] IN (…)}. */
  record InList(boolean negated, Expression subject, List<Expression> items) implements Expression {
    /** Copies the list. */
    public InList {
      items = List.copyOf(items);
    }
  }

  /** {@code subject [NOT] IN (SELECT …)} or {@code IN table}; the query is its tokens. */
  record InQuery(boolean negated, Expression subject, Subquery query) implements Expression {}

  /** {@code (SELECT …)}, {@code EXISTS (SELECT …)}: the tokens between the parentheses. */
  record Subquery(boolean exists, List<Token> tokens) implements Expression {
    /** Copies the list. */
    public Subquery {
      tokens = List.copyOf(tokens);
    }
  }

  /** One branch of a CASE. */
  record When(Expression condition, Expression result) {}

  /** CASE; both the operand and the last branch may be absent. */
  record Case(@Nullable Expression operand, List<When> branches, @Nullable Expression otherwise)
      implements Expression {
    /** Copies the list. */
    public Case {
      branches = List.copyOf(branches);
    }
  }

  /** {@code CAST(operand AS type)}. */
  record Cast(Expression operand, String type) implements Expression {}

  /** {@code operand COLLATE name}. */
  record Collate(Expression operand, String collation) implements Expression {}

  /**
   * A function call.
   *
   * @param name in lower case
   * @param arguments in order; empty also for {@code f(*)}
   * @param star written {@code f(*)}
   * @param distinct written {@code f(DISTINCT …)}
   * @param suffix what follows the parentheses and makes it a window or a filtered aggregate, as
   *     written; empty without
   */
  record Call(
      String name, List<Expression> arguments, boolean star, boolean distinct, String suffix)
      implements Expression {
    /** Copies the list. */
    public Call {
      arguments = List.copyOf(arguments);
    }

    /** A plain call. */
    public static Call of(String name, Expression... arguments) {
      return new Call(name, List.of(arguments), false, false, "");
    }
  }

  /** A row value, {@code (a, b)}; two members at least. */
  record Row(List<Expression> members) implements Expression {
    /** Copies the list. */
    public Row {
      members = List.copyOf(members);
    }
  }
}

package dev.crossfade.sql.translate;

import dev.crossfade.core.plan.Conversion;
import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.dialect.Expression;
import java.util.ArrayList;
import java.util.List;

/** Writes one expression; the kinds of operators and functions have writers of their own. */
final class Writer {
  final Scope scope;
  final Literals literals;
  final Forms forms;
  private final Comparisons comparisons;
  private final Operators operators;
  private final Functions functions;

  Writer(Scope scope) {
    this.scope = scope;
    this.literals = new Literals();
    this.forms = new Forms(scope);
    this.comparisons = new Comparisons(this);
    this.operators = new Operators(this);
    this.functions = new Functions(this);
  }

  /** As a value that is compared, stored or shown. */
  Piece value(Expression expression) {
    if (Literals.isLiteral(expression)) {
      return literals.plain(expression);
    }
    if (expression instanceof Expression.Column column) {
      return column(column);
    }
    if (expression instanceof Expression.CurrentTime time) {
      return new TimeFunctions(this).current(time.word());
    }
    if (expression instanceof Expression.Unary unary) {
      return unary.operator().equals("NOT")
          ? Piece.open("NOT " + condition(unary.operand()).operand(), Family.BOOLEAN)
          : operators.unary(unary);
    }
    if (expression instanceof Expression.Binary binary) {
      return binary(binary);
    }
    if (expression instanceof Expression.Cast cast) {
      return new Casts(this).cast(cast);
    }
    if (expression instanceof Expression.Call call) {
      return functions.call(call);
    }
    return other(expression);
  }

  private Piece other(Expression expression) {
    if (expression instanceof Expression.Match match) {
      return new Matches(this).match(match);
    }
    if (expression instanceof Expression.Between between) {
      return comparisons.between(between);
    }
    if (expression instanceof Expression.InList in) {
      return comparisons.in(in);
    }
    if (expression instanceof Expression.InQuery in) {
      return new Queries(this).in(in);
    }
    if (expression instanceof Expression.Subquery query) {
      return new Queries(this).subquery(query);
    }
    if (expression instanceof Expression.Case choice) {
      return choice(choice);
    }
    if (expression instanceof Expression.Collate collate) {
      return collate(collate);
    }
    throw new Refusal(
        expression instanceof Expression.Row ? "uses a row value" : "uses a parameter",
        "Write it again by hand.");
  }

  private Piece binary(Expression.Binary binary) {
    return switch (binary.operator()) {
      case "AND", "OR" ->
          Piece.open(
              condition(binary.left()).operand()
                  + " "
                  + binary.operator()
                  + " "
                  + condition(binary.right()).operand(),
              Family.BOOLEAN);
      case "=", "<>", "<", "<=", ">", ">=", "IS", "IS NOT" -> comparisons.compare(binary);
      case "->", "->>" -> new JsonFunctions(this).arrow(binary);
      default -> operators.binary(binary);
    };
  }

  private Piece column(Expression.Column column) {
    Piece found = scope.names.find(column.table(), column.name());
    if (found != null) {
      return found;
    }
    if (column.doubleQuoted()) {
      scope.note("\"" + column.name() + "\" is no column and was taken for a string.");
      return literals.plain(new Expression.StringLiteral(column.name()));
    }
    String name = AsciiCase.lower(column.name());
    if (name.equals("rowid") || name.equals("oid") || name.equals("_rowid_")) {
      throw new Refusal("uses the rowid", "Give the table an INTEGER PRIMARY KEY and use that.");
    }
    throw new Refusal(
        "names " + column.name() + ", which is no column that was moved", "Check it.");
  }

  /** As a condition: boolean, where SQLite takes any number but 0 for true. */
  Piece condition(Expression expression) {
    if (expression instanceof Expression.IntegerLiteral literal) {
      return Piece.atom(Literals.isZero(literal) ? "FALSE" : "TRUE", Family.BOOLEAN);
    }
    return asCondition(value(expression));
  }

  Piece asCondition(Piece piece) {
    if (piece.family() == Family.BOOLEAN) {
      Conversion conversion = piece.conversion();
      return conversion == null || Forms.isNumericFlag(conversion)
          ? piece
          : asCondition(forms.number(piece));
    }
    if (piece.isNull()) {
      return piece;
    }
    return Piece.open(forms.number(piece).operand() + " <> 0", Family.BOOLEAN);
  }

  /** With the type of a column, ready to be stored there. */
  String as(Expression expression, Conversion conversion) {
    return new Coercion(this).to(conversion, expression).sql();
  }

  private Piece choice(Expression.Case choice) {
    StringBuilder sql = new StringBuilder("CASE");
    List<Piece> results = new ArrayList<>();
    for (Expression.When when : choice.branches()) {
      results.add(value(when.result()));
    }
    Expression otherwise = choice.otherwise();
    results.add(
        otherwise == null ? literals.plain(new Expression.NullLiteral()) : value(otherwise));
    List<Piece> unified = forms.unify(results);
    for (int i = 0; i < choice.branches().size(); i++) {
      Expression condition = choice.branches().get(i).condition();
      Expression operand = choice.operand();
      Piece when =
          operand == null
              ? condition(condition)
              : comparisons.compare(new Expression.Binary("=", operand, condition));
      sql.append(" WHEN ").append(when.sql());
      sql.append(" THEN ").append(unified.get(i).sql());
    }
    if (otherwise != null) {
      sql.append(" ELSE ").append(unified.get(unified.size() - 1).sql());
    }
    return Piece.atom(sql.append(" END").toString(), forms.common(unified));
  }

  private Piece collate(Expression.Collate collate) {
    Piece operand = value(collate.operand());
    return switch (AsciiCase.upper(collate.collation())) {
      case "BINARY" -> operand;
      case "NOCASE" -> {
        scope.note("COLLATE NOCASE became lower(), which also folds letters beyond ASCII.");
        yield Piece.atom("lower(" + forms.text(operand).sql() + ")", Family.TEXT);
      }
      case "RTRIM" -> Piece.atom("rtrim(" + forms.text(operand).sql() + ")", Family.TEXT);
      default ->
          throw new Refusal(
              "uses the collation " + collate.collation() + " of the application",
              "Create an ICU collation and write it again by hand.");
    };
  }
}

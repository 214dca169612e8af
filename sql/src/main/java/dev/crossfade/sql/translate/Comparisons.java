package dev.crossfade.sql.translate;

import dev.crossfade.core.plan.Conversion;
import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.dialect.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons. SQLite compares any value with any other, after rules of affinity; PostgreSQL wants
 * one type on both sides. Where a column changed its type, a literal beside it changes the same way
 * if the conversion takes it; otherwise both sides are compared in the form of the source.
 */
final class Comparisons {
  private final Writer writer;

  Comparisons(Writer writer) {
    this.writer = writer;
  }

  /** Two sides that PostgreSQL compares. */
  private record Pair(Piece left, Piece right) {}

  Piece compare(Expression.Binary binary) {
    boolean is = binary.operator().startsWith("IS");
    if (binary.left() instanceof Expression.Row left
        && binary.right() instanceof Expression.Row right) {
      return rows(binary.operator(), left, right);
    }
    if (is && binary.right() instanceof Expression.BooleanLiteral truth) {
      String sql = writer.condition(binary.left()).operand() + " " + binary.operator() + " ";
      return Piece.open(sql + (truth.value() ? "TRUE" : "FALSE"), Family.BOOLEAN);
    }
    String collation = collation(binary.left(), binary.right());
    Piece left = writer.value(bare(binary.left()));
    Piece right = writer.value(bare(binary.right()));
    if (is && (right.isNull() || left.isNull())) {
      String sql = (right.isNull() ? left : right).operand() + " " + binary.operator() + " NULL";
      return Piece.open(sql, Family.BOOLEAN);
    }
    return emit(binary.operator(), aligned(left, right, collation));
  }

  Piece between(Expression.Between between) {
    Expression both =
        new Expression.Binary(
            "AND",
            new Expression.Binary(">=", between.subject(), between.low()),
            new Expression.Binary("<=", between.subject(), between.high()));
    return writer.value(between.negated() ? new Expression.Unary("NOT", both) : both);
  }

  Piece in(Expression.InList in) {
    if (in.items().isEmpty()) {
      return Piece.atom(in.negated() ? "TRUE" : "FALSE", Family.BOOLEAN);
    }
    String collation = collation(in.subject(), in.subject());
    Piece subject = writer.value(bare(in.subject()));
    List<Pair> pairs = new ArrayList<>();
    for (Expression item : in.items()) {
      pairs.add(aligned(subject, writer.value(bare(item)), collation));
    }
    String left = pairs.get(0).left().operand();
    if (pairs.stream().allMatch(pair -> pair.left().operand().equals(left))) {
      List<String> items = pairs.stream().map(pair -> pair.right().sql()).toList();
      String sql = left + (in.negated() ? " NOT IN (" : " IN (") + String.join(", ", items) + ")";
      return Piece.open(sql, Family.BOOLEAN);
    }
    List<String> parts = pairs.stream().map(pair -> emit("=", pair).operand()).toList();
    String any = String.join(" OR ", parts);
    return Piece.open(in.negated() ? "NOT (" + any + ")" : any, Family.BOOLEAN);
  }

  private Piece rows(String operator, Expression.Row left, Expression.Row right) {
    if (left.members().size() != right.members().size() || !operator.matches("=|<>")) {
      throw new Refusal("compares row values by " + operator, "Compare the columns one by one.");
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < left.members().size(); i++) {
      Expression member = new Expression.Binary("=", left.members().get(i), right.members().get(i));
      parts.add(writer.value(member).operand());
    }
    String all = String.join(" AND ", parts);
    return Piece.open(operator.equals("=") ? all : "NOT (" + all + ")", Family.BOOLEAN);
  }

  private static Piece emit(String operator, Pair pair) {
    Piece left = pair.left();
    Piece right = pair.right();
    Conversion conversion = left.conversion();
    boolean flag = left.family() == Family.BOOLEAN && conversion != null;
    if (flag && right.sql().matches("TRUE|FALSE") && operator.matches("=|<>")) {
      boolean positive = right.sql().equals("TRUE") == operator.equals("=");
      return positive
          ? Piece.atom(left.sql(), Family.BOOLEAN)
          : Piece.open("NOT " + left.operand(), Family.BOOLEAN);
    }
    boolean ordered = operator.startsWith("<") || operator.startsWith(">");
    if (ordered && !operator.equals("<>")) {
      requireOrder(left);
      left = byBytes(left);
    }
    String word =
        switch (operator) {
          case "IS" -> "IS NOT DISTINCT FROM";
          case "IS NOT" -> "IS DISTINCT FROM";
          default -> operator;
        };
    return Piece.open(left.operand() + " " + word + " " + right.operand(), Family.BOOLEAN);
  }

  private static void requireOrder(Piece piece) {
    if (piece.family().json()) {
      throw new Refusal(
          "orders values that became " + piece.family().type(), "Compare them for equality.");
    }
  }

  private static Piece byBytes(Piece piece) {
    return piece.family() == Family.TEXT
        ? Piece.open(piece.operand() + " COLLATE \"C\"", Family.TEXT)
        : piece;
  }

  /** COLLATE is taken from the left operand, then from the right one. */
  private static @Nullable String collation(Expression left, Expression right) {
    if (left instanceof Expression.Collate given) {
      return AsciiCase.upper(given.collation());
    }
    return right instanceof Expression.Collate given ? AsciiCase.upper(given.collation()) : null;
  }

  private static Expression bare(Expression expression) {
    return expression instanceof Expression.Collate collate ? collate.operand() : expression;
  }

  private Pair aligned(Piece left, Piece right, @Nullable String collation) {
    Pair pair = aligned(left, right);
    boolean inherited = collation == null && (left.ignoresCase() || right.ignoresCase());
    boolean text = pair.left().family() == Family.TEXT && pair.right().family() == Family.TEXT;
    if (!text || (collation == null && !inherited) || "BINARY".equals(collation)) {
      return pair;
    }
    String function =
        switch (collation == null ? "NOCASE" : collation) {
          case "NOCASE" -> "lower";
          case "RTRIM" -> "rtrim";
          default ->
              throw new Refusal(
                  "uses the collation " + collation + " of the application",
                  "Create an ICU collation and write it again by hand.");
        };
    if (function.equals("lower")) {
      writer.scope.note("NOCASE became lower(), which also folds letters beyond ASCII.");
    }
    return new Pair(wrapped(function, pair.left()), wrapped(function, pair.right()));
  }

  private static Piece wrapped(String function, Piece piece) {
    return Piece.atom(function + "(" + piece.sql() + ")", Family.TEXT);
  }

  private Pair aligned(Piece left, Piece right) {
    if (left.family() == Family.UNKNOWN || right.family() == Family.UNKNOWN) {
      return new Pair(left, right);
    }
    Piece changedRight = beside(left, right);
    if (changedRight != null) {
      return new Pair(left, changedRight);
    }
    Piece changedLeft = beside(right, left);
    if (changedLeft != null) {
      return new Pair(changedLeft, right);
    }
    return inSourceForm(left, right);
  }

  /** The other side with the type of a column, or null when it has no such form. */
  private static @Nullable Piece beside(Piece column, Piece other) {
    Conversion conversion = column.conversion();
    if (conversion == null) {
      return null;
    }
    Expression literal = other.literal();
    if (literal != null) {
      return Coercion.literal(conversion, literal);
    }
    Moment moment = other.moment();
    if (moment != null && other.family() == Family.TEXT) {
      return switch (conversion.kind()) {
        case TEXT_TIMESTAMPTZ -> Piece.atom(moment.instant(), Family.TIMESTAMPTZ);
        case TEXT_TIMESTAMP -> Piece.atom(moment.utc(), Family.TIMESTAMP);
        default -> null;
      };
    }
    return conversion.equals(other.conversion()) ? other : null;
  }

  private Pair inSourceForm(Piece left, Piece right) {
    Forms forms = writer.forms;
    Piece jsonLeft = json(left, right);
    Piece jsonRight = json(right, left);
    Piece one = forms.source(jsonLeft);
    Piece two = forms.source(jsonRight);
    if (comparable(one) && comparable(two)) {
      return one.family() == Family.BOOLEAN && two.family() == Family.BOOLEAN
          ? new Pair(one, two)
          : new Pair(forms.number(one), forms.number(two));
    }
    if (one.family() == two.family()) {
      return new Pair(one, two);
    }
    throw new Refusal(
        "compares " + one.family().type() + " with " + two.family().type(),
        "SQLite orders values of different types by type; write what is meant by hand.");
  }

  /** A part of a JSON document is a number beside a number. */
  private static Piece json(Piece piece, Piece other) {
    boolean number = other.family().numeric() || other.family() == Family.BOOLEAN;
    return piece.origin() instanceof Piece.FromJson part && number
        ? JsonFunctions.besideNumber(part.json())
        : piece;
  }

  private static boolean comparable(Piece piece) {
    return piece.family().numeric() || piece.family() == Family.BOOLEAN;
  }
}

package dev.crossfade.sql.translate;

import dev.crossfade.sql.dialect.Expression;

/** Arithmetic, bits and concatenation. */
final class Operators {
  private final Writer writer;

  Operators(Writer writer) {
    this.writer = writer;
  }

  Piece unary(Expression.Unary unary) {
    Piece operand = writer.value(unary.operand());
    if (unary.operator().equals("+")) {
      return operand;
    }
    Piece number = writer.forms.number(operand);
    if (unary.operator().equals("~")) {
      requireWhole(number, "~");
    }
    return Piece.open(unary.operator() + " " + number.operand(), number.family());
  }

  Piece binary(Expression.Binary binary) {
    Piece left = writer.value(binary.left());
    Piece right = writer.value(binary.right());
    return switch (binary.operator()) {
      case "||" ->
          Piece.open(
              writer.forms.text(left).operand() + " || " + writer.forms.text(right).operand(),
              Family.TEXT);
      case "+", "-", "*" -> arithmetic(binary.operator(), left, right);
      case "/", "%" -> division(binary, left, right);
      default -> bits(binary.operator(), left, right);
    };
  }

  private Piece arithmetic(String operator, Piece left, Piece right) {
    Piece one = wide(writer.forms.number(left), writer.forms.number(right));
    Piece two = writer.forms.number(right);
    return Piece.open(
        one.operand() + " " + operator + " " + real(two, one).operand(), result(one, two));
  }

  /** Two numbers of four bytes would overflow where SQLite counts with eight. */
  private static Piece wide(Piece one, Piece two) {
    boolean shorts = one.family() == Family.SHORT && two.family() == Family.SHORT;
    return shorts ? one.cast(Family.INTEGER) : real(one, two);
  }

  /** A literal with a point is numeric in PostgreSQL and would make the other side numeric. */
  private static Piece real(Piece number, Piece other) {
    boolean literal = number.literal() != null && number.family() == Family.DOUBLE;
    return literal && other.family() != Family.NUMERIC
        ? Piece.atom(number.operand() + "::double precision", Family.DOUBLE)
        : number;
  }

  private static Family result(Piece one, Piece two) {
    if (one.family() == Family.DOUBLE || two.family() == Family.DOUBLE) {
      return Family.DOUBLE;
    }
    return one.family() == Family.NUMERIC || two.family() == Family.NUMERIC
        ? Family.NUMERIC
        : Family.INTEGER;
  }

  private Piece division(Expression.Binary binary, Piece left, Piece right) {
    Piece one = writer.forms.number(left);
    Piece two = writer.forms.number(right);
    if (binary.operator().equals("%")) {
      requireWhole(one, "%");
      requireWhole(two, "%");
    }
    one = wide(one, two);
    String whole = Literals.whole(binary.right());
    boolean safe =
        (whole != null && !whole.equals("0")) || binary.right() instanceof Expression.RealLiteral;
    Piece divisor = real(two, one);
    String sql = safe ? divisor.operand() : "nullif(" + divisor.sql() + ", 0)";
    return Piece.open(one.operand() + " " + binary.operator() + " " + sql, result(one, two));
  }

  private Piece bits(String operator, Piece left, Piece right) {
    Piece one = writer.forms.number(left);
    Piece two = writer.forms.number(right);
    requireWhole(one, operator);
    requireWhole(two, operator);
    if (operator.equals("&") || operator.equals("|")) {
      return Piece.open(one.operand() + " " + operator + " " + two.operand(), result(one, two));
    }
    String bits = Literals.whole(right.literal());
    if (bits == null || !bits.matches("[0-5]?[0-9]|6[0-3]")) {
      throw new Refusal(
          "shifts by a number of bits that is no literal from 0 to 63", "Write it again by hand.");
    }
    return Piece.open(
        one.cast(Family.INTEGER).operand() + " " + operator + " " + bits, Family.INTEGER);
  }

  private static void requireWhole(Piece piece, String operator) {
    if (!piece.family().whole()) {
      throw new Refusal(
          "applies " + operator + " to a number that need not be whole", "CAST it AS INTEGER.");
    }
  }
}

package dev.crossfade.sql.translate;

import dev.crossfade.sql.dialect.Expression;
import dev.crossfade.sql.dialect.Identifiers;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Literals of SQLite, as PostgreSQL writes them. */
final class Literals {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");

  static boolean isLiteral(Expression expression) {
    Expression unsigned =
        expression instanceof Expression.Unary sign && sign.operator().matches("[+-]")
            ? sign.operand()
            : expression;
    boolean number =
        unsigned instanceof Expression.IntegerLiteral || unsigned instanceof Expression.RealLiteral;
    return number
        || (unsigned == expression
            && (expression instanceof Expression.NullLiteral
                || expression instanceof Expression.BooleanLiteral
                || expression instanceof Expression.StringLiteral
                || expression instanceof Expression.BlobLiteral));
  }

  static boolean isZero(Expression.IntegerLiteral literal) {
    return "0".equals(whole(literal));
  }

  /** The literal with the type that it has by itself. */
  Piece plain(Expression literal) {
    return piece(literal).from(new Piece.FromLiteral(literal));
  }

  private static Piece piece(Expression literal) {
    if (literal instanceof Expression.NullLiteral) {
      return Piece.atom("NULL", Family.UNKNOWN);
    }
    if (literal instanceof Expression.BooleanLiteral truth) {
      return Piece.atom(truth.value() ? "TRUE" : "FALSE", Family.BOOLEAN);
    }
    if (literal instanceof Expression.StringLiteral string) {
      return Piece.atom(string(string.value()), Family.TEXT);
    }
    if (literal instanceof Expression.BlobLiteral blob) {
      return Piece.atom("'\\x" + blob.digits() + "'::bytea", Family.BYTES);
    }
    String number = number(literal);
    boolean signed = number.startsWith("-");
    if (whole(literal) == null) {
      return new Piece(number, Family.DOUBLE, !signed, new Piece.Computed());
    }
    BigInteger value = new BigInteger(number);
    Family family = value.bitLength() < 32 ? Family.SHORT : Family.INTEGER;
    if (value.bitLength() > 63) {
      family = Family.DOUBLE; // SQLite reads what does not fit into 64 bits as a real number
    }
    if (value.equals(BigInteger.valueOf(Long.MIN_VALUE))) {
      return Piece.atom("'" + value + "'::bigint", family);
    }
    return new Piece(number, family, !signed, new Piece.Computed());
  }

  static String string(String value) {
    if (value.indexOf('\0') >= 0) {
      throw new Refusal("holds U+0000, which PostgreSQL's text cannot", "Choose another value.");
    }
    return Identifiers.literal(value);
  }

  /** The digits of a whole number in decimal, with a sign when it is negative; else null. */
  static @Nullable String whole(@Nullable Expression literal) {
    if (literal instanceof Expression.Unary sign) {
      String digits = whole(sign.operand());
      return digits == null || digits.equals("0") || !sign.operator().equals("-")
          ? digits
          : "-" + digits;
    }
    if (literal instanceof Expression.BooleanLiteral truth) {
      return truth.value() ? "1" : "0";
    }
    if (!(literal instanceof Expression.IntegerLiteral integer)) {
      return null;
    }
    String text = integer.text();
    return text.startsWith("0x") || text.startsWith("0X")
        ? Long.toString(Long.parseUnsignedLong(text.substring(2), 16))
        : new BigInteger(text).toString();
  }

  /** A number as PostgreSQL writes it. */
  static String number(Expression literal) {
    String whole = whole(literal);
    if (whole != null) {
      return whole;
    }
    if (literal instanceof Expression.Unary sign) {
      return (sign.operator().equals("-") ? "-" : "") + number(sign.operand());
    }
    return literal instanceof Expression.RealLiteral real ? real.text() : "NULL";
  }

  /** The text of a literal that stands in a column with TEXT affinity; null for none. */
  static @Nullable String asText(@Nullable Expression literal) {
    if (literal instanceof Expression.StringLiteral string) {
      return string.value();
    }
    return whole(literal);
  }

  /** The number that a column with numeric affinity makes of a string; null when it keeps it. */
  static @Nullable Expression asNumber(@Nullable Expression literal) {
    if (literal instanceof Expression.BooleanLiteral) {
      return new Expression.IntegerLiteral(String.valueOf(whole(literal)));
    }
    if (!(literal instanceof Expression.StringLiteral string)) {
      return literal;
    }
    String text = string.value().strip();
    if (!NUMBER.matcher(text).matches()) {
      return null;
    }
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    Expression number =
        WHOLE.matcher(text).matches()
            ? new Expression.IntegerLiteral(digits)
            : new Expression.RealLiteral(digits);
    return negative ? new Expression.Unary("-", number) : number;
  }
}

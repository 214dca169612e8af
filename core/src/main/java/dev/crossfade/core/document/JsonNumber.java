package dev.crossfade.core.document;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers of JSON as documents. */
final class JsonNumber {
  private static final int SURE_LONG = 18;

  /** More than PostgreSQL's numeric holds; beyond, converting takes time by the square. */
  private static final int MOST_DIGITS = 150_000;

  private JsonNumber() {}

  /**
   * The value of a number in JSON's grammar: without a point or an exponent a 64-bit integer, or a
   * big one beyond that; else a double when its shortest decimal is that number, else a decimal.
   *
   * @throws NumberFormatException when the exponent has more than nine digits or so, or the number
   *     more digits than any column holds
   */
  static Document of(String token) {
    if (token.length() > MOST_DIGITS) {
      throw new NumberFormatException("too many digits");
    }
    boolean integral = token.indexOf('.') < 0 && token.indexOf('e') < 0 && token.indexOf('E') < 0;
    if (integral) {
      if (token.length() <= SURE_LONG) {
        return new Document.Int(Long.parseLong(token));
      }
      BigInteger value = new BigInteger(token);
      return value.bitLength() < Long.SIZE
          ? new Document.Int(value.longValue())
          : new Document.BigInt(value);
    }
    BigDecimal exact = new BigDecimal(token);
    double value = Double.parseDouble(token);
    return Double.isFinite(value) && DoubleText.shortest(value).compareTo(exact) == 0
        ? new Document.Real(value)
        : new Document.Decimal(exact);
  }
}

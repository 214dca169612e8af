package dev.crossfade.core.document;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers of JSON as documents. */
final class JsonNumber {
  private static final int SURE_LONG = 18;

  private JsonNumber() {}

  /**
   * The value of a number in JSON's grammar: without a point or an exponent a 64-bit integer, or a
   * big one beyond that; else a double when its shortest decimal is that number, else a decimal.
   *
   * @throws NumberFormatException when the exponent has more than nine digits or so, or the number
   *     more digits than {@link DocumentLimits} allow
   */
  static Document of(String token) {
    Document number = token.length() > DocumentLimits.NUMBER_CHARACTERS ? null : read(token);
    if (number == null || !DocumentLimits.fits(number)) {
      throw new NumberFormatException("too many digits");
    }
    return number;
  }

  private static Document read(String token) {
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

package dev.crossfade.files.edn;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentLimits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers of EDN. */
final class EdnNumbers {
  private static final int SURE_LONG = 18;

  private static final Pattern INTEGER =
      Pattern.compile(
          "([-+]?)(?:(0)|([1-9][0-9]*+)|0[xX]([0-9A-Fa-f]++)|0([0-7]++)"
              + "|([1-9][0-9]?)[rR]([0-9A-Za-z]++))(N?)");
  private static final Pattern RATIO = Pattern.compile("([-+]?[0-9]++)/([0-9]++)");
  private static final Pattern FLOAT =
      Pattern.compile("([-+]?[0-9]++(?:\\.[0-9]*+)?(?:[eE][-+]?[0-9]++)?)(M?)");

  private EdnNumbers() {}

  /** Whether a token is a number or nothing. */
  static boolean startsLikeOne(String token) {
    char first = token.charAt(0);
    boolean sign = (first == '+' || first == '-') && token.length() > 1;
    char digit = sign ? token.charAt(1) : first;
    return digit >= '0' && digit <= '9';
  }

  private static boolean signOrDigit(int c) {
    return c == '+' || c == '-' || (c >= '0' && c <= '9');
  }

  /**
   * The value of a number.
   *
   * @return null when it is none
   * @throws ArithmeticException when it is out of every range, or divides by zero
   */
  static @Nullable Document of(String token) {
    if (token.length() > DocumentLimits.NUMBER_CHARACTERS) {
      throw new ArithmeticException("expected fewer digits");
    }
    Document number = read(token);
    if (number != null && !DocumentLimits.fits(number)) {
      throw new ArithmeticException("expected fewer digits");
    }
    return number;
  }

  /**
   * Most numbers are short and in digits alone, with a point at most; expressions take many times
   * as long for them.
   */
  private static @Nullable Document simple(String token) {
    int length = token.length();
    if (length > SURE_LONG) {
      return null;
    }
    char first = token.charAt(0);
    int begin = first == '-' || first == '+' ? 1 : 0;
    int point = -1;
    for (int i = begin; i < length; i++) {
      char c = token.charAt(i);
      if (c == '.' && point < 0 && i > begin) {
        point = i;
      } else if (c < '0' || c > '9') {
        return null;
      }
    }
    if (point >= 0) {
      return new Document.Real(Double.parseDouble(token));
    }
    boolean decimal = length == begin + 1 || (length > begin && token.charAt(begin) != '0');
    return decimal ? new Document.Int(Long.parseLong(token)) : null;
  }

  private static @Nullable Document read(String token) {
    Document simple = simple(token);
    if (simple != null) {
      return simple;
    }
    Matcher integer = INTEGER.matcher(token);
    if (integer.matches()) {
      return integer(integer);
    }
    Matcher real = FLOAT.matcher(token);
    if (real.matches() && !token.chars().allMatch(EdnNumbers::signOrDigit)) {
      return real.group(2).isEmpty() ? real(real.group(1)) : decimal(real.group(1));
    }
    Matcher ratio = RATIO.matcher(token);
    return ratio.matches() ? ratio(ratio) : null;
  }

  private static @Nullable Document integer(Matcher matcher) {
    int radix = 10;
    String digits = "0";
    if (matcher.group(3) != null) {
      digits = matcher.group(3);
    } else if (matcher.group(4) != null) {
      digits = matcher.group(4);
      radix = 16;
    } else if (matcher.group(5) != null) {
      digits = matcher.group(5);
      radix = 8;
    } else if (matcher.group(7) != null) {
      digits = matcher.group(7);
      radix = Integer.parseInt(matcher.group(6));
    }
    if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX || !fits(digits, radix)) {
      return null;
    }
    String signed = matcher.group(1) + digits;
    boolean big = !matcher.group(8).isEmpty();
    if (!big && radix == 10 && signed.length() <= SURE_LONG) {
      return new Document.Int(Long.parseLong(signed));
    }
    BigInteger value = new BigInteger(signed, radix);
    return big ? new Document.BigInt(value) : smallest(value);
  }

  private static boolean fits(String digits, int radix) {
    return digits.chars().allMatch(digit -> Character.digit(digit, radix) >= 0);
  }

  private static Document smallest(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? new Document.Int(value.longValue())
        : new Document.BigInt(value);
  }

  private static Document real(String text) {
    double value = Double.parseDouble(text);
    boolean lost = value == 0 && text.split("[eE]", 2)[0].chars().anyMatch(c -> c > '0');
    if (Double.isInfinite(value) || lost) {
      throw new ArithmeticException("expected a number that a double is near to, or M behind it");
    }
    return new Document.Real(value);
  }

  private static Document decimal(String text) {
    try {
      return new Document.Decimal(new BigDecimal(text));
    } catch (NumberFormatException e) {
      throw tooLarge(e);
    }
  }

  private static ArithmeticException tooLarge(NumberFormatException cause) {
    ArithmeticException e = new ArithmeticException("expected an exponent of at most nine digits");
    e.initCause(cause);
    return e;
  }

  private static Document ratio(Matcher matcher) {
    BigInteger numerator = new BigInteger(matcher.group(1));
    BigInteger denominator = new BigInteger(matcher.group(2));
    if (denominator.signum() == 0) {
      throw new ArithmeticException("expected a fraction that does not divide by zero");
    }
    BigInteger divisor = numerator.gcd(denominator);
    BigInteger lowest = denominator.divide(divisor);
    return lowest.equals(BigInteger.ONE)
        ? smallest(numerator.divide(divisor))
        : new Document.Ratio(numerator.divide(divisor), lowest);
  }
}

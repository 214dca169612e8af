package dev.crossfade.postgres.bulk;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.shape.TimestampForm.Fraction;
import dev.crossfade.core.shape.TimestampForm.Zone;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Moments and dates in PostgreSQL's binary form: microseconds or days since 2000-01-01, proleptic
 * Gregorian calendar, years 0001 to 9999. What does not print as it was written does not fit.
 */
final class MomentCells {
  private static final long DAYS_1970_TO_2000 = 10_957;
  private static final long SECONDS_A_DAY = 86_400;
  private static final long MICROS_A_SECOND = 1_000_000;
  private static final long MICROS_A_DAY = SECONDS_A_DAY * MICROS_A_SECOND;

  /** 0001-01-01 and 10000-01-01 in days since 1970. */
  private static final long FIRST_DAY = -719_162;

  private static final long END_DAY = 2_932_897;
  private static final double JULIAN_1970 = 2_440_587.5;
  private static final double MILLIS_A_DAY = 86_400_000;
  private static final long MILLIS_TO_1970 = 210_866_760_000_000L;
  private static final BigDecimal MICROS_TO_1970 = new BigDecimal(MILLIS_TO_1970 * 1000);
  private static final int[] LENGTHS = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private MomentCells() {}

  /** Seconds since 1970. */
  static @Nullable ErrorCode epochSeconds(long seconds, CopyBuffer out) {
    if (seconds < FIRST_DAY * SECONDS_A_DAY || seconds >= END_DAY * SECONDS_A_DAY) {
      return ErrorCode.CF_5011;
    }
    putMicros(seconds * MICROS_A_SECOND, out);
    return null;
  }

  /** Milliseconds since 1970. */
  static @Nullable ErrorCode epochMillis(long millis, CopyBuffer out) {
    if (millis < FIRST_DAY * SECONDS_A_DAY * 1000 || millis >= END_DAY * SECONDS_A_DAY * 1000) {
      return ErrorCode.CF_5011;
    }
    putMicros(millis * 1000, out);
    return null;
  }

  /**
   * A Julian day. A double of today is 40 microseconds wide; of the moments in it the full
   * millisecond is taken where there is one, as SQLite does, else the middle.
   */
  static @Nullable ErrorCode julianDay(double day, CopyBuffer out) {
    double since1970 = day - JULIAN_1970;
    if (!(since1970 >= FIRST_DAY && since1970 < END_DAY)) {
      return ErrorCode.CF_5011;
    }
    long millis = Math.round(since1970 * MILLIS_A_DAY);
    long micros = millis * 1000;
    if ((millis + MILLIS_TO_1970) / MILLIS_A_DAY != day) {
      micros = Math.round(since1970 * MILLIS_A_DAY * 1000);
      if (julian(micros) != day) {
        return ErrorCode.CF_5023;
      }
    }
    if (micros < FIRST_DAY * MICROS_A_DAY || micros >= END_DAY * MICROS_A_DAY) {
      return ErrorCode.CF_5011;
    }
    putMicros(micros, out);
    return null;
  }

  /** The double nearest to the exact quotient; 40 digits are far more than any tie needs. */
  private static double julian(long micros) {
    return new BigDecimal(micros)
        .add(MICROS_TO_1970)
        .divide(new BigDecimal(MICROS_A_DAY), new MathContext(40))
        .doubleValue();
  }

  /** Text {@code yyyy-MM-dd}. */
  static @Nullable ErrorCode date(byte[] data, int offset, int length, CopyBuffer out) {
    if (length != 10 || data[offset + 4] != '-' || data[offset + 7] != '-') {
      return ErrorCode.CF_5009;
    }
    int year = four(data, offset);
    int month = two(data, offset + 5);
    int day = two(data, offset + 8);
    if ((year | month | day) < 0) {
      return ErrorCode.CF_5009;
    }
    if (!isDay(year, month, day)) {
      return ErrorCode.CF_5010;
    }
    out.putInt(4);
    out.putInt((int) (epochDay(year, month, day) - DAYS_1970_TO_2000));
    return null;
  }

  /** Text in a form; a zone in it is UTC. */
  static @Nullable ErrorCode timestamp(
      TimestampForm form, byte[] data, int offset, int length, CopyBuffer out) {
    int zoneLength = zoneLength(form.zone());
    int fractionLength = length - 19 - zoneLength;
    if (fractionLength < 0
        || !marksStand(data, offset, form.separator())
        || !zoneStands(data, offset + length - zoneLength, form.zone())) {
      return ErrorCode.CF_5008;
    }
    int year = four(data, offset);
    int month = two(data, offset + 5);
    int day = two(data, offset + 8);
    int hour = two(data, offset + 11);
    int minute = two(data, offset + 14);
    int second = two(data, offset + 17);
    int micro = fraction(form.fraction(), data, offset + 19, fractionLength);
    if ((year | month | day | hour | minute | second | micro) < 0) {
      return ErrorCode.CF_5008;
    }
    if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) {
      return ErrorCode.CF_5010;
    }
    long seconds = (hour * 60L + minute) * 60 + second;
    putMicros(epochDay(year, month, day) * MICROS_A_DAY + seconds * MICROS_A_SECOND + micro, out);
    return null;
  }

  private static void putMicros(long microsSince1970, CopyBuffer out) {
    out.putLongCell(microsSince1970 - DAYS_1970_TO_2000 * MICROS_A_DAY);
  }

  private static boolean marksStand(byte[] data, int offset, char separator) {
    return data[offset + 4] == '-'
        && data[offset + 7] == '-'
        && data[offset + 10] == separator
        && data[offset + 13] == ':'
        && data[offset + 16] == ':';
  }

  private static int zoneLength(Zone zone) {
    return switch (zone) {
      case NONE -> 0;
      case Z -> 1;
      case PLUS_00_00 -> 6;
    };
  }

  private static boolean zoneStands(byte[] data, int at, Zone zone) {
    return switch (zone) {
      case NONE -> true;
      case Z -> data[at] == 'Z';
      case PLUS_00_00 ->
          data[at] == '+'
              && data[at + 1] == '0'
              && data[at + 2] == '0'
              && data[at + 3] == ':'
              && data[at + 4] == '0'
              && data[at + 5] == '0';
    };
  }

  /** Microseconds of the fraction with its point, or -1 when the form writes it otherwise. */
  private static int fraction(Fraction form, byte[] data, int at, int length) {
    int digits = length == 0 ? 0 : length - 1;
    boolean lengthFits =
        switch (form) {
          case NONE -> length == 0;
          case SIX_OR_NONE -> length == 0 || digits == 6;
          case GROUPS_OF_THREE -> length == 0 || digits == 3 || digits == 6;
          case DIGITS_1 -> digits == 1;
          case DIGITS_2 -> digits == 2;
          case DIGITS_3 -> digits == 3;
          case DIGITS_4 -> digits == 4;
          case DIGITS_5 -> digits == 5;
          case DIGITS_6 -> digits == 6;
        };
    if (!lengthFits || (length > 0 && data[at] != '.')) {
      return -1;
    }
    int micros = 0;
    for (int i = 1; i <= 6; i++) {
      int digit = i <= digits ? data[at + i] - '0' : 0;
      if ((digit | 9 - digit) < 0) {
        return -1;
      }
      micros = micros * 10 + digit;
    }
    boolean needless =
        switch (form) {
          case SIX_OR_NONE -> digits == 6 && micros == 0;
          case GROUPS_OF_THREE ->
              (digits == 3 && micros == 0) || (digits == 6 && micros % 1000 == 0);
          default -> false;
        };
    return needless ? -1 : micros;
  }

  private static boolean isDay(int year, int month, int day) {
    if (year < 1 || month < 1 || month > 12 || day < 1) {
      return false;
    }
    boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= (month == 2 && leap ? 29 : LENGTHS[month]);
  }

  /** Days since 1970-01-01 (Howard Hinnant, chrono-compatible low-level date algorithms). */
  private static long epochDay(int year, int month, int day) {
    int shifted = month <= 2 ? year - 1 : year;
    int era = shifted / 400;
    int yearOfEra = shifted - era * 400;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  private static int four(byte[] data, int at) {
    int high = two(data, at);
    int low = two(data, at + 2);
    return (high | low) < 0 ? -1 : high * 100 + low;
  }

  /** Two digits as a number, negative when they are none. */
  private static int two(byte[] data, int at) {
    int ten = data[at] - '0';
    int one = data[at + 1] - '0';
    return (ten | one | 9 - ten | 9 - one) < 0 ? -1 : ten * 10 + one;
  }
}

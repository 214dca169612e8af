package dev.crossfade.postgres.readback;

import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.shape.TimestampForm.Zone;
import java.nio.charset.StandardCharsets;

/**
 * Prints PostgreSQL's timestamps and dates in the proleptic Gregorian calendar and UTC. A fraction
 * that the form does not show is printed with all six digits, years outside 0 to 9999 with sign or
 * more digits, and infinities as words: no text of the form looks like that.
 *
 * <p>The calendar is the algorithm {@code civil_from_days} of Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms" (2013).
 */
final class TimestampPrinter {
  /** Room for any print. */
  static final int MAXIMUM = 48;

  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
  private static final long DAYS_1970_TO_2000 = 10_957;
  private static final long DAYS_PER_ERA = 146_097;
  private static final long DAYS_0000_03_01_TO_1970 = 719_468;
  private static final byte[] INFINITY = "infinity".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PLUS_00_00 = "+00:00".getBytes(StandardCharsets.US_ASCII);

  private final TimestampForm form;

  TimestampPrinter(TimestampForm form) {
    this.form = form;
  }

  /** Prints microseconds since 2000 to the start of {@code out} and returns the length. */
  int print(long micros, byte[] out) {
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      return infinity(micros > 0, out);
    }
    long day = Math.floorDiv(micros, MICROS_PER_DAY);
    long ofDay = micros - day * MICROS_PER_DAY;
    int at = civil(day + DAYS_1970_TO_2000, out);
    out[at++] = (byte) form.separator();
    return zone(out, time(ofDay, out, at));
  }

  /** Prints days since 2000 to the start of {@code out} and returns the length. */
  static int printDate(int days, byte[] out) {
    if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
      return infinity(days > 0, out);
    }
    return civil(days + DAYS_1970_TO_2000, out);
  }

  private int time(long microsOfDay, byte[] out, int start) {
    int seconds = (int) (microsOfDay / MICROS_PER_SECOND);
    int fraction = (int) (microsOfDay % MICROS_PER_SECOND);
    int at = Digits.padded(seconds / 3600, 2, out, start);
    out[at++] = ':';
    at = Digits.padded(seconds / 60 % 60, 2, out, at);
    out[at++] = ':';
    at = Digits.padded(seconds % 60, 2, out, at);
    int digits = fractionDigits(fraction);
    if (digits > 0) {
      out[at++] = '.';
      int shown = fraction;
      for (int i = digits; i < 6; i++) {
        shown /= 10;
      }
      at = Digits.padded(shown, digits, out, at);
    }
    return at;
  }

  private int fractionDigits(int fraction) {
    return switch (form.fraction()) {
      case NONE, SIX_OR_NONE -> fraction == 0 ? 0 : 6;
      case GROUPS_OF_THREE -> fraction == 0 ? 0 : fraction % 1000 == 0 ? 3 : 6;
      case DIGITS_1 -> fraction % 100_000 == 0 ? 1 : 6;
      case DIGITS_2 -> fraction % 10_000 == 0 ? 2 : 6;
      case DIGITS_3 -> fraction % 1_000 == 0 ? 3 : 6;
      case DIGITS_4 -> fraction % 100 == 0 ? 4 : 6;
      case DIGITS_5 -> fraction % 10 == 0 ? 5 : 6;
      case DIGITS_6 -> 6;
    };
  }

  private int zone(byte[] out, int at) {
    if (form.zone() == Zone.Z) {
      out[at] = 'Z';
      return at + 1;
    }
    if (form.zone() == Zone.PLUS_00_00) {
      System.arraycopy(PLUS_00_00, 0, out, at, PLUS_00_00.length);
      return at + PLUS_00_00.length;
    }
    return at;
  }

  private static int infinity(boolean positive, byte[] out) {
    int at = 0;
    if (!positive) {
      out[at++] = '-';
    }
    System.arraycopy(INFINITY, 0, out, at, INFINITY.length);
    return at + INFINITY.length;
  }

  private static int civil(long daysSince1970, byte[] out) {
    long shifted = daysSince1970 + DAYS_0000_03_01_TO_1970;
    long era = Math.floorDiv(shifted, DAYS_PER_ERA);
    int ofEra = (int) (shifted - era * DAYS_PER_ERA);
    int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int month = (5 * ofYear + 2) / 153;
    int day = ofYear - (153 * month + 2) / 5 + 1;
    long year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
    int at = year(year, out);
    out[at++] = '-';
    at = Digits.padded(month < 10 ? month + 3 : month - 9, 2, out, at);
    out[at++] = '-';
    return Digits.padded(day, 2, out, at);
  }

  private static int year(long year, byte[] out) {
    if (year > 9999) {
      return Digits.print(year, out, 0);
    }
    int at = 0;
    if (year < 0) {
      out[at++] = '-';
    }
    // PostgreSQL begins in the year -4713.
    return Digits.padded((int) Math.abs(year), 4, out, at);
  }
}

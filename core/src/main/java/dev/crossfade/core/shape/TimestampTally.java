package dev.crossfade.core.shape;

import dev.crossfade.core.shape.TimestampForm.Fraction;
import dev.crossfade.core.shape.TimestampForm.Zone;
import java.util.Map;

/**
 * Counts timestamps by separator, zone and digits of the fraction. A column with several lengths of
 * fraction may still have one form ({@link Fraction#SIX_OR_NONE}, {@link
 * Fraction#GROUPS_OF_THREE}): these are added up at the end.
 */
// Counts lie in arrays by ordinal: this is the hot path, and no ordinal leaves the class.
@SuppressWarnings("EnumOrdinal")
final class TimestampTally {
  private static final int GROUPS = 6;
  private static final int BUCKETS = 10;
  // Buckets 0 to 6 count the digits; these three count texts among them once more.
  private static final int THREE_NOT_ZERO = 7;
  private static final int SIX_NOT_ZERO = 8;
  private static final int SIX_NEEDED = 9;

  private final long[] counts = new long[GROUPS * BUCKETS];

  /** A text of more than ten bytes. */
  void add(byte[] data, int offset, int length) {
    byte separator = data[offset + 10];
    if (length < 19 || (separator != 'T' && separator != ' ')) {
      return;
    }
    if (!isDate(data, offset) || !isTime(data, offset + 11)) {
      return;
    }
    int end = offset + length;
    int at = offset + 19;
    int digits = 0;
    int fraction = 0;
    if (at < end && data[at] == '.') {
      for (at++; at < end && data[at] >= '0' && data[at] <= '9'; at++) {
        fraction = fraction * 10 + (data[at] - '0');
        if (++digits > 6) {
          return;
        }
      }
      if (digits == 0) {
        return;
      }
    }
    int zone = zone(data, at, end);
    if (zone >= 0) {
      count((separator == 'T' ? 3 : 0) + zone, digits, fraction);
    }
  }

  private void count(int group, int digits, int fraction) {
    int base = group * BUCKETS;
    counts[base + digits]++;
    if (fraction != 0 && digits == 3) {
      counts[base + THREE_NOT_ZERO]++;
    } else if (fraction != 0 && digits == 6) {
      counts[base + SIX_NOT_ZERO]++;
      if (fraction % 1000 != 0) {
        counts[base + SIX_NEEDED]++;
      }
    }
  }

  private static int zone(byte[] data, int at, int end) {
    int left = end - at;
    if (left == 0) {
      return Zone.NONE.ordinal();
    }
    if (left == 1) {
      return data[at] == 'Z' ? Zone.Z.ordinal() : -1;
    }
    boolean zero =
        left == 6
            && data[at] == '+'
            && data[at + 1] == '0'
            && data[at + 2] == '0'
            && data[at + 3] == ':'
            && data[at + 4] == '0'
            && data[at + 5] == '0';
    return zero ? Zone.PLUS_00_00.ordinal() : -1;
  }

  /** Whether ten bytes are {@code yyyy-MM-dd}, a real day of the years 1 to 9999. */
  static boolean isDate(byte[] data, int offset) {
    if (data[offset + 4] != '-' || data[offset + 7] != '-') {
      return false;
    }
    int century = two(data, offset);
    int decade = two(data, offset + 2);
    int month = two(data, offset + 5);
    int day = two(data, offset + 8);
    if ((century | decade | month | day) < 0) {
      return false;
    }
    int year = century * 100 + decade;
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days(year, month);
  }

  private static int days(int year, int month) {
    if (month == 2) {
      boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
      return leap ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  private static boolean isTime(byte[] data, int offset) {
    int hour = two(data, offset);
    int minute = two(data, offset + 3);
    int second = two(data, offset + 6);
    return data[offset + 2] == ':'
        && data[offset + 5] == ':'
        && (hour | minute | second) >= 0
        && hour < 24
        && minute < 60
        && second < 60;
  }

  /** The number of two digits, or a negative one. */
  private static int two(byte[] data, int offset) {
    int tens = data[offset] - '0';
    int ones = data[offset + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  /** Adds the forms that were seen; one text may have several. */
  void putInto(Map<String, Long> forms) {
    for (int group = 0; group < GROUPS; group++) {
      int base = group * BUCKETS;
      for (int digits = 0; digits <= 6; digits++) {
        put(forms, group, Fraction.values()[digits], counts[base + digits]);
      }
      long none = counts[base];
      long needed = counts[base + THREE_NOT_ZERO] + counts[base + SIX_NEEDED];
      put(forms, group, Fraction.SIX_OR_NONE, none + counts[base + SIX_NOT_ZERO]);
      put(forms, group, Fraction.GROUPS_OF_THREE, none + needed);
    }
  }

  private static void put(Map<String, Long> forms, int group, Fraction fraction, long count) {
    if (count > 0) {
      char separator = group >= 3 ? 'T' : ' ';
      TimestampForm form = new TimestampForm(separator, fraction, Zone.values()[group % 3]);
      forms.put(TimestampForm.EVIDENCE_PREFIX + form.id(), count);
    }
  }
}

package dev.crossfade.sql.translate;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Timestamps as literals of SQLite write them: ISO 8601 with a space or a T. */
final class TimestampText {

  private TimestampText() {}

  /**
   * The moment in UTC, {@code yyyy-MM-dd HH:mm:ss.ffffff}, or null when the text is no timestamp.
   */
  static @Nullable String utc(String text) {
    LocalDateTime time = parse(text.strip());
    if (time == null || time.getYear() < 0 || time.getYear() > 9999) {
      return null;
    }
    String date = time.toLocalDate().toString();
    LocalTime clock = time.toLocalTime();
    return date + " " + (clock.getSecond() == 0 && clock.getNano() == 0 ? clock + ":00" : clock);
  }

  /** The date alone, or null when the text is no date without a time. */
  static @Nullable String date(String text) {
    try {
      return LocalDate.parse(text).toString();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable LocalDateTime parse(String text) {
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay();
      }
      String iso = text.length() > 10 && text.charAt(10) == ' ' ? joined(text) : text;
      boolean zoned = iso.endsWith("Z") || iso.matches(".{16,}[+-][0-9]{2}:[0-9]{2}");
      return zoned
          ? OffsetDateTime.parse(iso)
              .withOffsetSameInstant(java.time.ZoneOffset.UTC)
              .toLocalDateTime()
          : LocalDateTime.parse(iso);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String joined(String text) {
    return text.substring(0, 10) + "T" + text.substring(11);
  }
}

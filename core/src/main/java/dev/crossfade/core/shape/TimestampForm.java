package dev.crossfade.core.shape;

import java.util.Locale;

/**
 * How a column writes its timestamps: the information that turns a moment back into the same text.
 *
 * @param separator {@code 'T'} or {@code ' '} between date and time
 * @param fraction digits behind the second
 * @param zone what stands at the end
 */
public record TimestampForm(char separator, Fraction fraction, Zone zone) {
  /** Stands before {@link #id} where {@link Evidence#forms} counts a form. */
  public static final String EVIDENCE_PREFIX = "TIMESTAMP:";

  /** Digits behind the second. */
  public enum Fraction {
    /** No fraction. */
    NONE,
    /** Always one digit, and so on. */
    DIGITS_1,
    DIGITS_2,
    DIGITS_3,
    DIGITS_4,
    DIGITS_5,
    DIGITS_6,
    /** Six digits, or none when they are all zero (Python's {@code isoformat}). */
    SIX_OR_NONE,
    /** Three or six digits, or none when zero (Java's {@code Instant.toString}). */
    GROUPS_OF_THREE
  }

  /** What stands at the end. */
  public enum Zone {
    /** Nothing: local time, read as UTC. */
    NONE,
    /** The letter Z. */
    Z,
    /** {@code +00:00}. */
    PLUS_00_00
  }

  /**
   * Whether texts of this form order as their moments. Not so where the fraction varies before a Z:
   * {@code 00Z} stands behind {@code 00.5Z}.
   */
  public boolean ordered() {
    return zone != Zone.Z
        || (fraction != Fraction.SIX_OR_NONE && fraction != Fraction.GROUPS_OF_THREE);
  }

  /** The name used in plans and evidence, for example {@code T,digits_3,z}. */
  public String id() {
    return (separator == 'T' ? "t" : "space")
        + ","
        + fraction.name().toLowerCase(Locale.ROOT)
        + ","
        + zone.name().toLowerCase(Locale.ROOT);
  }

  /** The form as a pattern for people, for example {@code yyyy-MM-dd HH:mm:ss[.SSSSSS]}. */
  public String pattern() {
    String digits =
        switch (fraction) {
          case NONE -> "";
          case SIX_OR_NONE -> "[.SSSSSS]";
          case GROUPS_OF_THREE -> "[.SSS[SSS]]";
          case DIGITS_1 -> ".S";
          case DIGITS_2 -> ".SS";
          case DIGITS_3 -> ".SSS";
          case DIGITS_4 -> ".SSSS";
          case DIGITS_5 -> ".SSSSS";
          case DIGITS_6 -> ".SSSSSS";
        };
    String end =
        switch (zone) {
          case NONE -> "";
          case Z -> "Z";
          case PLUS_00_00 -> "+00:00";
        };
    return "yyyy-MM-dd" + separator + "HH:mm:ss" + digits + end;
  }

  /** Reads what {@link #id} printed; null when it is none. */
  public static @org.jspecify.annotations.Nullable TimestampForm ofId(String id) {
    String[] parts = id.split(",", -1);
    if (parts.length != 3 || !(parts[0].equals("t") || parts[0].equals("space"))) {
      return null;
    }
    try {
      return new TimestampForm(
          parts[0].equals("t") ? 'T' : ' ',
          Fraction.valueOf(parts[1].toUpperCase(Locale.ROOT)),
          Zone.valueOf(parts[2].toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

package dev.crossfade.core.shape;

/**
 * Names under which {@link Evidence#forms} counts what values look like. Timestamp forms are
 * counted by {@code TIMESTAMP:} and the name of a {@link TimestampForm}, so that a column with one
 * form throughout is recognised.
 */
public enum Form {
  /** Integer 0 or 1. */
  ZERO_ONE,
  /** Integer that is a plausible number of seconds since 1970 (1990 to 2100). */
  EPOCH_SECONDS,
  /** Integer that is a plausible number of milliseconds since 1970 (1990 to 2100). */
  EPOCH_MILLIS,
  /** Double that is a plausible Julian day (1900 to 2100). */
  JULIAN_DAY,
  /**
   * Number (from files) whose shortest double prints the same decimal, and which is no integer
   * within 2^53: such a one would come back as an integer.
   */
  DOUBLE_EXACT,
  /** Number (from files) within the limits of PostgreSQL's numeric. */
  NUMBER_IN_NUMERIC,
  /** Double with an integral value within 2^53, other than -0.0: would come back as an integer. */
  DOUBLE_INTEGRAL,
  /** Integer of at most 2^53 in magnitude. */
  INTEGER_IN_DOUBLE,
  /** Text that is a canonical 64-bit integer. */
  TEXT_INTEGER,
  /**
   * Text that is a double in plain notation, at most 15 digits, no needless zeros: {@code 0.5},
   * {@code -12.25}, {@code 3}; zero or at least 0.0001, below 10^15, and not {@code -0}.
   */
  TEXT_DOUBLE,
  /**
   * Text that is a plain decimal, digits kept as written: {@code 1.10}, {@code 0}, {@code -3}; no
   * leading zeros or {@code +}, no negative zero.
   */
  TEXT_DECIMAL,
  /**
   * Text that could be the print of a number: digits with sign, point or exponent, or NaN, inf or
   * infinity in any case.
   */
  TEXT_NUMBER,
  /** Text that is a date {@code yyyy-MM-dd}. */
  TEXT_DATE,
  /** Text that is a UUID in lower case with hyphens. */
  TEXT_UUID,
  /** 16 bytes. */
  BYTES_UUID,
  /** Text {@code t} or {@code f}. */
  TEXT_T_F,
  /** Text {@code Y} or {@code N}. */
  TEXT_Y_N,
  /** Text {@code true} or {@code false}. */
  TEXT_TRUE_FALSE,
  /** Text that is a JSON object or array, without duplicate names, U+0000 or lone surrogates. */
  TEXT_JSON,
  /** Text that is a JSON object or array, but not one that jsonb holds equal. */
  TEXT_JSON_UNSAFE,
  /** Nested JSON that jsonb does not hold equal (duplicate names, U+0000, lone surrogates). */
  JSON_UNSAFE
}

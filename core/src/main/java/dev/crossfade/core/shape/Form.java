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
  /** Number whose shortest double prints the same decimal. */
  DOUBLE_EXACT,
  /** Double with an integral value. */
  DOUBLE_INTEGRAL,
  /** Integer of at most 2^53 in magnitude. */
  INTEGER_IN_DOUBLE,
  /** Text that is a canonical 64-bit integer. */
  TEXT_INTEGER,
  /** Text that is a double as its shortest print. */
  TEXT_DOUBLE,
  /** Text that is a plain decimal, digits kept as written. */
  TEXT_DECIMAL,
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

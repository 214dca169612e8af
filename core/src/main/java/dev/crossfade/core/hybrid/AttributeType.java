package dev.crossfade.core.hybrid;

/**
 * What a column of attributes holds. A value of another kind, or one that the column's type cannot
 * hold equal, stays where it is in the rest of the document, and the column is null.
 */
public enum AttributeType {
  /** Text without U+0000 and lone surrogates. */
  TEXT,
  /** A keyword, as its text without the colon. */
  KEYWORD,
  /** A 64-bit integer. */
  BIGINT,
  /** A double. */
  DOUBLE,
  /** A truth value. */
  BOOLEAN,
  /** A moment in whole microseconds within the range of PostgreSQL's type. */
  TIMESTAMPTZ,
  /** A UUID. */
  UUID
}

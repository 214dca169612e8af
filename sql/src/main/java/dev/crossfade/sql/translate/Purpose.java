package dev.crossfade.sql.translate;

/** What an expression is for: PostgreSQL allows less in some places. */
public enum Purpose {
  /** The default of a column. */
  DEFAULT(false),
  /** A check constraint. */
  CHECK(false),
  /** A part of an index or the condition of a partial one. */
  INDEX(true),
  /** A generated column. */
  GENERATED(true),
  /** A part of a query. */
  QUERY(false);

  private final boolean immutable;

  Purpose(boolean immutable) {
    this.immutable = immutable;
  }

  /** Whether PostgreSQL takes only functions whose result depends on nothing but their input. */
  public boolean immutable() {
    return immutable;
  }
}

package dev.crossfade.sql.dialect;

import java.util.Locale;

/** How a name of the source becomes a name of PostgreSQL. */
public enum NamePolicy {
  /** The exact name, quoted when it needs to be. */
  KEEP,
  /** The name in lower case, so that nobody has to quote it. */
  FOLD_TO_LOWER_CASE;

  String apply(String name) {
    return this == KEEP ? name : name.toLowerCase(Locale.ROOT);
  }
}

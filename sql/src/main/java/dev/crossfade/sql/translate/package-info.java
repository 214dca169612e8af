/** Expressions and queries of SQLite, written again for PostgreSQL. */
@NullMarked
package dev.crossfade.sql.translate;

import org.jspecify.annotations.NullMarked;

/** A schema of SQLite and a plan, turned into a schema of PostgreSQL and its statements. */
@NullMarked
package dev.crossfade.sql.convert;

import org.jspecify.annotations.NullMarked;

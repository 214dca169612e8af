/** Moves against each supported version of PostgreSQL, through PgBouncer, and over TLS. */
@NullMarked
package dev.crossfade.compat;

import org.jspecify.annotations.NullMarked;

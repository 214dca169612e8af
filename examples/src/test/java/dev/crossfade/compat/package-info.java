/** Moves against each supported version of PostgreSQL, through PgBouncer, and over TLS. */
package dev.crossfade.compat;

/** Reads the schema of a living PostgreSQL. */
@NullMarked
package dev.crossfade.postgres.catalog;

import org.jspecify.annotations.NullMarked;

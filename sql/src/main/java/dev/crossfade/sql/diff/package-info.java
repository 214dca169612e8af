/** How the schema of a living PostgreSQL differs from the one that was meant. */
@NullMarked
package dev.crossfade.sql.diff;

import org.jspecify.annotations.NullMarked;

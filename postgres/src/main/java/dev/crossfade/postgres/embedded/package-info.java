/** A real PostgreSQL server, unpacked, started and healed by Crossfade itself. */
@NullMarked
package dev.crossfade.postgres.embedded;

import org.jspecify.annotations.NullMarked;

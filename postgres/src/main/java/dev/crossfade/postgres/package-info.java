/** PostgreSQL as a target. */
@NullMarked
package dev.crossfade.postgres;

import org.jspecify.annotations.NullMarked;

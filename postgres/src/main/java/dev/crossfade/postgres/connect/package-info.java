/** URLs of targets, where they come from, and the connections made with them. */
@NullMarked
package dev.crossfade.postgres.connect;

import org.jspecify.annotations.NullMarked;

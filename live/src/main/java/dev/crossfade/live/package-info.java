/** Following an application that writes on: backfill, passes, verification, switch and back. */
@NullMarked
package dev.crossfade.live;

import org.jspecify.annotations.NullMarked;

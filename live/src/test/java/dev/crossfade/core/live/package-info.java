/** The transition code of {@code core.live}, step by step, over the real stores. */
@NullMarked
package dev.crossfade.core.live;

import org.jspecify.annotations.NullMarked;

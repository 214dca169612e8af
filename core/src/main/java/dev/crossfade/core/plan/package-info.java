/** How each collection and column is mapped, and the inverse. */
@NullMarked
package dev.crossfade.core.plan;

import org.jspecify.annotations.NullMarked;

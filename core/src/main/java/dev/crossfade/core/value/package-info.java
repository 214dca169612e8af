/** Typed values and their canonical, versioned encoding, digest and order. */
@NullMarked
package dev.crossfade.core.value;

import org.jspecify.annotations.NullMarked;

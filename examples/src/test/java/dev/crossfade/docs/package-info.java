/** Holds the documentation against the program. */
@NullMarked
package dev.crossfade.docs;

import org.jspecify.annotations.NullMarked;

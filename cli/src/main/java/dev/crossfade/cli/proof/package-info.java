/** A file that says what was compared when, and whether it still holds. */
@NullMarked
package dev.crossfade.cli.proof;

import org.jspecify.annotations.NullMarked;

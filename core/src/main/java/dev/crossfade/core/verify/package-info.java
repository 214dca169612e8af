/** Two-way comparison of encoded rows; imports no writer. */
@NullMarked
package dev.crossfade.core.verify;

import org.jspecify.annotations.NullMarked;

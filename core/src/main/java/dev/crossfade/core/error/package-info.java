/** Error codes with their advice, and the one exception that carries them. */
@NullMarked
package dev.crossfade.core.error;

import org.jspecify.annotations.NullMarked;

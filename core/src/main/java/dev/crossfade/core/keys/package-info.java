/** Patterns that keys of a store follow, and which of them a key belongs to. */
@NullMarked
package dev.crossfade.core.keys;

import org.jspecify.annotations.NullMarked;

/** A server for notes that people write together; it keeps its state as keys and values. */
@NullMarked
package dev.crossfade.examples.memory;

import org.jspecify.annotations.NullMarked;

/** Makes load on the server, remembers what was acknowledged, and checks that it is there. */
@NullMarked
package dev.crossfade.examples.memory.load;

import org.jspecify.annotations.NullMarked;

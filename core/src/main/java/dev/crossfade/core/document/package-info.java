/** Values of any depth, as EDN and JSON have them: in memory, and as one JSON text without loss. */
@NullMarked
package dev.crossfade.core.document;

import org.jspecify.annotations.NullMarked;

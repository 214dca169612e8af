/** What a source looks like: collections, columns, and the evidence for each type. */
@NullMarked
package dev.crossfade.core.shape;

import org.jspecify.annotations.NullMarked;

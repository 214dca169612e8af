/** The small interfaces that sources and targets implement. */
@NullMarked
package dev.crossfade.core.store;

import org.jspecify.annotations.NullMarked;

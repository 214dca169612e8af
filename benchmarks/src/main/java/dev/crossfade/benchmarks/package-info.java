/** Measurements beside peers and physical limits. */
@NullMarked
package dev.crossfade.benchmarks;

import org.jspecify.annotations.NullMarked;

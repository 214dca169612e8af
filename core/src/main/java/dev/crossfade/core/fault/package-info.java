/** Named fault points, no-ops in production. */
@NullMarked
package dev.crossfade.core.fault;

import org.jspecify.annotations.NullMarked;

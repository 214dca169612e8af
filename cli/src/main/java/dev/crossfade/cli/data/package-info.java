/** Data at rest: inspect, plan, move, verify. */
@NullMarked
package dev.crossfade.cli.data;

import org.jspecify.annotations.NullMarked;

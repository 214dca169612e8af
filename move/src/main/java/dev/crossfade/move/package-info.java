/** The bulk run: inspect, plan, create, copy, constrain, verify, publish, report. */
@NullMarked
package dev.crossfade.move;

import org.jspecify.annotations.NullMarked;

/** Random plans of stage changes and faults under load, against a simple reference. */
@NullMarked
package dev.crossfade.facade.plans;

import org.jspecify.annotations.NullMarked;

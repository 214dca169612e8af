package dev.crossfade.move;

import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.SourceShape;

/**
 * A run before anything is touched.
 *
 * @param shape what the source looks like
 * @param plan how it is mapped
 * @param planText the plan as a plan file
 * @param sourceDigest digest of the whole content, 32 hexadecimal digits
 */
record Prepared(SourceShape shape, Plan plan, String planText, String sourceDigest) {}

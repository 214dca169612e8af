package dev.crossfade.move;

import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.SourceShape;
import java.util.List;

/**
 * A run before anything is touched.
 *
 * @param shape what the source looks like
 * @param plan how it is mapped
 * @param planText the plan as a plan file
 * @param sourceDigest digest of the whole content, 32 hexadecimal digits
 * @param notes what the user must know of source and plan
 */
record Prepared(
    SourceShape shape, Plan plan, String planText, String sourceDigest, List<Finding> notes) {}

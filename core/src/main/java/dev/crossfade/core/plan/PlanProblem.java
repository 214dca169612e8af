package dev.crossfade.core.plan;

import dev.crossfade.core.error.ErrorCode;

/**
 * Something wrong with a plan.
 *
 * @param code what kind of error
 * @param place where, as a path such as {@code orders.columns.total}
 * @param text what was expected and what was found
 */
public record PlanProblem(ErrorCode code, String place, String text) {}

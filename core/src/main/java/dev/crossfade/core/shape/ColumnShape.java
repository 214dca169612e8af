package dev.crossfade.core.shape;

import org.jspecify.annotations.Nullable;

/**
 * One column of a collection as the source has it.
 *
 * @param source the column's name, or the path of a field such as {@code address.city}
 * @param declaredType the type as declared in the source; empty where there is none
 * @param notNull whether the source forbids null
 * @param defaultExpression the default in the source's dialect, or null
 * @param generated whether the source computes it
 * @param evidence what was seen in the data
 */
public record ColumnShape(
    String source,
    String declaredType,
    boolean notNull,
    @Nullable String defaultExpression,
    boolean generated,
    Evidence evidence) {}

package dev.crossfade.sql.schema;

import org.jspecify.annotations.Nullable;

/**
 * A check constraint.
 *
 * @param name null when it was given none
 * @param expression without the word CHECK and without parentheses around the whole
 */
public record CheckModel(@Nullable String name, String expression) {}

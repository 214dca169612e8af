package dev.crossfade.core.shape;

import dev.crossfade.core.error.ErrorCode;

/**
 * Something in a source that a user ought to know before moving it.
 *
 * @param code the error that it would be
 * @param subject table or column, for example {@code orders.total}
 * @param text one sentence without row values
 * @param count how many rows or objects
 */
public record Problem(ErrorCode code, String subject, String text, long count) {}

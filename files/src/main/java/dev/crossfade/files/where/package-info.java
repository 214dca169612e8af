/**
 * Conditions on the records of files: the {@code where} of a plan's collection. The language is
 * drawn in {@link dev.crossfade.files.where.Condition}.
 */
@NullMarked
package dev.crossfade.files.where;

import org.jspecify.annotations.NullMarked;

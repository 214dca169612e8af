/** Translated expressions, executed on both engines. */
@org.jspecify.annotations.NullMarked
package dev.crossfade.postgres.translation;

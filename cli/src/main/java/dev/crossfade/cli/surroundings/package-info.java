/**
 * The commands about what surrounds the work: {@code setup}, {@code doctor}, {@code completion}.
 */
@NullMarked
package dev.crossfade.cli.surroundings;

import org.jspecify.annotations.NullMarked;

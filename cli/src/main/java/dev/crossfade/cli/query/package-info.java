/** The command {@code sql} and the forms in which it prints rows. */
@NullMarked
package dev.crossfade.cli.query;

import org.jspecify.annotations.NullMarked;

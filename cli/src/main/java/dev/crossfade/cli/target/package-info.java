/** The target: which one is meant, and the commands that govern the embedded server. */
@NullMarked
package dev.crossfade.cli.target;

import org.jspecify.annotations.NullMarked;

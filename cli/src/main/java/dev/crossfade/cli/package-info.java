/** The entry of the command line: what commands there are, and how they are run. */
@NullMarked
package dev.crossfade.cli;

import org.jspecify.annotations.NullMarked;

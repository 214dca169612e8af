/** Golden scripts: commands, their input and the output that they must print. */
@NullMarked
package dev.crossfade.cli.golden;

import org.jspecify.annotations.NullMarked;

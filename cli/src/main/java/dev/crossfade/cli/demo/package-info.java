/** The demonstration: a real program is followed, switched over and back, and judged. */
@NullMarked
package dev.crossfade.cli.demo;

import org.jspecify.annotations.NullMarked;

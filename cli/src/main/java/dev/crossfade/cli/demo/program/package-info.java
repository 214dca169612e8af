/**
 * The demonstration's own application, and its judge. It knows SQL and its own notes of what was
 * acknowledged, and nothing of Crossfade.
 */
@NullMarked
package dev.crossfade.cli.demo.program;

import org.jspecify.annotations.NullMarked;

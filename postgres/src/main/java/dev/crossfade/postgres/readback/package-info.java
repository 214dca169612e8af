/** Reads tables back as raw rows by the inverse of each conversion; shares no code with writing. */
@NullMarked
package dev.crossfade.postgres.readback;

import org.jspecify.annotations.NullMarked;

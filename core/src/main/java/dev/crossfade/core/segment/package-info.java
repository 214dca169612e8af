/**
 * Append-only files of checked, numbered lines: events of logs, and the journals of file stores.
 */
@NullMarked
package dev.crossfade.core.segment;

import org.jspecify.annotations.NullMarked;

/** Reads SQLite files: shape, schema and rows, each from one consistent snapshot. */
@NullMarked
package dev.crossfade.sqlite;

import org.jspecify.annotations.NullMarked;

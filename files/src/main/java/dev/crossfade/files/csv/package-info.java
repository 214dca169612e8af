/** CSV and TSV: dialect, header, rows. */
@NullMarked
package dev.crossfade.files.csv;

import org.jspecify.annotations.NullMarked;

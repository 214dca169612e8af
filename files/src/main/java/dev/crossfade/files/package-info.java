/** Files and folders of JSON, JSONL, EDN and CSV as a source. */
@NullMarked
package dev.crossfade.files;

import org.jspecify.annotations.NullMarked;

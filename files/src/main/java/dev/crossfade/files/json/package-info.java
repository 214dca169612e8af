/** JSON, and EDN as JSON: records, paths, structure, cells. */
@NullMarked
package dev.crossfade.files.json;

import org.jspecify.annotations.NullMarked;

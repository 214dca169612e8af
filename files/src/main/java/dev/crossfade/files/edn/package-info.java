/** EDN, Clojure's data format: read, written, and read entry by entry. */
@NullMarked
package dev.crossfade.files.edn;

import org.jspecify.annotations.NullMarked;

/** Bytes of files: compression, encodings, buffers, and spilling sorts. */
@NullMarked
package dev.crossfade.files.io;

import org.jspecify.annotations.NullMarked;

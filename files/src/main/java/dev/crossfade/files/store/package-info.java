/** Stores in files that people can read: a journal takes each write, a file is rewritten behind. */
@NullMarked
package dev.crossfade.files.store;

import org.jspecify.annotations.NullMarked;

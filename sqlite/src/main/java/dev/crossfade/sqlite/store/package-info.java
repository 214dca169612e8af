/** A store of documents in a table of a SQLite file that may be an application's own. */
@NullMarked
package dev.crossfade.sqlite.store;

import org.jspecify.annotations.NullMarked;

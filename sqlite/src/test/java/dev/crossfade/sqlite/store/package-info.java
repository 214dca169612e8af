/** Tests of stores in SQLite files, on real files. */
package dev.crossfade.sqlite.store;

/** Tests of the SQLite source, on real files. */
package dev.crossfade.sqlite;

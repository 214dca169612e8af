/** The languages of both engines: names, tokens, expressions and statements of SQLite. */
@NullMarked
package dev.crossfade.sql.dialect;

import org.jspecify.annotations.NullMarked;

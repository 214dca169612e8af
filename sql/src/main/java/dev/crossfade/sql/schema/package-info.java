/** What one database's schema is made of, and how two schemas differ. */
@NullMarked
package dev.crossfade.sql.schema;

import org.jspecify.annotations.NullMarked;

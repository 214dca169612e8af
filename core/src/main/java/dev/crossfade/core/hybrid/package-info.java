/** Documents of a kind in a table: what is asked for in columns, the rest as JSON. */
@NullMarked
package dev.crossfade.core.hybrid;

import org.jspecify.annotations.NullMarked;

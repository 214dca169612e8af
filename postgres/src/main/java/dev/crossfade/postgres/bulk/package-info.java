/** The bulk path: encoded rows into {@code COPY … FROM STDIN (FORMAT BINARY)}. */
@NullMarked
package dev.crossfade.postgres.bulk;

import org.jspecify.annotations.NullMarked;

/** What every command shares: streams, options, errors, progress, tables and JSON. */
@NullMarked
package dev.crossfade.cli.frame;

import org.jspecify.annotations.NullMarked;

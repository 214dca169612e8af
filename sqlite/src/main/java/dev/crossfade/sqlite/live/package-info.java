/**
 * A SQLite file that takes part in a live migration: side tables and triggers in the file itself
 * refuse writes while it is closed and record changed keys while it is open.
 */
@NullMarked
package dev.crossfade.sqlite.live;

import org.jspecify.annotations.NullMarked;

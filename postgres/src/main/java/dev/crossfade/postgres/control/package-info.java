/** The control schema {@code crossfade} in the target: its migrations, the ledger, the run lock. */
@NullMarked
package dev.crossfade.postgres.control;

import org.jspecify.annotations.NullMarked;

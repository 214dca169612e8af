/** The commands that look into the control schema: {@code runs} and {@code rejects}. */
@NullMarked
package dev.crossfade.cli.ledger;

import org.jspecify.annotations.NullMarked;

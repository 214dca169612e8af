/** PostgreSQL as a store of a live migration: its control row, passes, fence and outbox. */
@NullMarked
package dev.crossfade.postgres.live;

import org.jspecify.annotations.NullMarked;

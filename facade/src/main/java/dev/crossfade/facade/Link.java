package dev.crossfade.facade;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the second store.
 *
 * @param connected whether it answered last
 * @param since when that changed last
 * @param trouble why it did not answer, or null
 */
public record Link(boolean connected, Instant since, @Nullable String trouble) {}

package dev.crossfade.facade.live;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction gave, and what it entered into outboxes.
 *
 * @param result of the transaction's work
 * @param entries ids by the keys of their side entries; empty when nothing written is followed
 */
public record Committed<T extends @Nullable Object>(T result, Map<String, Long> entries) {}

package dev.crossfade.core.store;

import dev.crossfade.core.document.Document;

/**
 * A key and its value.
 *
 * @param key text that is not empty
 * @param value whatever was put under it
 */
public record StoreEntry(String key, Document value) {}

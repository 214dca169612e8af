package dev.crossfade.views;

import org.jspecify.annotations.Nullable;

/**
 * A key and its value in a view.
 *
 * @param key what follows the prefix of the view
 * @param value the object, or null where the document is nil
 */
public record TypedEntry<T>(String key, @Nullable T value) {}

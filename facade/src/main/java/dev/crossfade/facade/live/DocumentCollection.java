package dev.crossfade.facade.live;

import dev.crossfade.core.hybrid.HybridTable;
import java.util.function.Predicate;

/**
 * Entries of one kind: all of a store whose keys begin with a prefix and match.
 *
 * @param table how they lie in the other store
 * @param prefix what their keys begin with; may be empty
 * @param matches whether a key that begins with the prefix is one of them; the same answer every
 *     time, from any thread
 */
public record DocumentCollection(HybridTable table, String prefix, Predicate<String> matches) {
  boolean takes(String key) {
    return key.startsWith(prefix) && matches.test(key);
  }
}

package dev.crossfade.core.store;

import dev.crossfade.core.document.Document;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One state of a {@link Store}. Of use for one thread at a time. */
public interface StoreSnapshot extends AutoCloseable {
  /** The value under a key, or null. */
  @Nullable Document get(String key);

  /**
   * The entries whose keys begin with a text, in the order of their keys. To be closed before the
   * snapshot; at most one is open at a time.
   *
   * @param prefix what keys begin with; empty for all
   * @param after only keys behind this one in their order, or null for all; it need not be there
   */
  Stream<StoreEntry> scan(String prefix, @Nullable String after);

  /** Lets go of it. May be repeated. */
  @Override
  void close();
}

package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.facade.Reading;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The server's memory, wherever each of its keys is by now. */
final class MovingMemory implements Memory {
  private final CrossfadeStore store;

  MovingMemory(CrossfadeStore store) {
    this.store = store;
  }

  @Override
  public Found find(String key) {
    Reading reading = store.read(key);
    return new Found(reading.value(), reading.stale());
  }

  @Override
  public void put(String key, Document value) {
    store.put(key, value);
  }

  @Override
  public boolean delete(String key) {
    return store.delete(key);
  }

  @Override
  public @Nullable Document update(String key, UnaryOperator<@Nullable Document> change) {
    return store.update(key, change);
  }

  @Override
  public List<StoreEntry> list(String prefix) {
    try (Stream<StoreEntry> entries = store.scan(prefix)) {
      return entries.toList();
    }
  }
}

package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The server's memory in one store, as it was before it began to move. */
final class FileMemory implements Memory {
  private final Store store;

  FileMemory(Store store) {
    this.store = store;
  }

  @Override
  public Found find(String key) {
    return new Found(store.get(key), false);
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

package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A state of a store, which is immutable and so needs no holding. */
record ContentSnapshot(Content content) implements StoreSnapshot {
  @Override
  public @Nullable Document get(String key) {
    Held held = content.get(StoreKeys.check(key));
    return held == null ? null : held.value();
  }

  @Override
  public Stream<StoreEntry> scan(String prefix, @Nullable String after) {
    Iterator<Map.Entry<String, Held>> walk = walk(prefix, after);
    int traits = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(walk, traits), false)
        .map(entry -> new StoreEntry(entry.getKey(), entry.getValue().value()));
  }

  private Iterator<Map.Entry<String, Held>> walk(String prefix, @Nullable String after) {
    if (StoreKeys.isSide(prefix)) {
      return content.notes().withPrefix(prefix, after);
    }
    Iterator<Map.Entry<String, Held>> entries = content.entries().withPrefix(prefix, after);
    return StoreKeys.SIDE.startsWith(prefix)
        ? new MergedWalk(entries, content.notes().withPrefix(prefix, after))
        : entries;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}

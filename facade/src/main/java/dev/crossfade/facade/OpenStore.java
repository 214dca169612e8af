package dev.crossfade.facade;

import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.core.store.Store;
import dev.crossfade.postgres.connect.Connector;
import java.time.Duration;
import java.util.List;

/** A store with what it was opened on. */
final class OpenStore {
  private final Store first;
  private final boolean own;
  private final Parts parts;
  private final CrossfadeStore store;

  private OpenStore(Store first, boolean own, Parts parts) {
    this.first = first;
    this.own = own;
    this.parts = parts;
    store = new CrossfadeStore(parts);
  }

  static OpenStore open(CrossfadeSettings settings, StoreSettings store, CrossfadeOptions options) {
    Connector connector = Connectors.of(settings);
    boolean own = store.source().own() != null;
    Store first = FirstStores.open(store, options.events());
    try {
      FirstPatterns.require(store, first);
      String place = FirstStores.place(store);
      return new OpenStore(first, own, new Parts(store, options, connector, first, place));
    } catch (Throwable e) {
      if (!own) {
        try (first) {
          throw e;
        }
      }
      throw e;
    }
  }

  void start() {
    parts.start();
    parts.serve();
  }

  CrossfadeStore store() {
    return store;
  }

  /** Closes all but a store of the application's own. */
  List<String> close(Duration limit) {
    try {
      return store.close(limit);
    } finally {
      if (!own) {
        first.close();
      }
    }
  }
}

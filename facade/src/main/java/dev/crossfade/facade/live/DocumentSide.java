package dev.crossfade.facade.live;

import dev.crossfade.core.live.LiveStore;
import dev.crossfade.live.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The store that the application began with, which it writes by this very process. */
public final class DocumentSide implements Side {
  private final DocumentLiveStore store;

  /**
   * @param store of the group that is moved
   */
  public DocumentSide(DocumentLiveStore store) {
    this.store = store;
  }

  @Override
  public List<String> statements() {
    return List.of();
  }

  @Override
  public void install() {
    store.install();
  }

  @Override
  public void reinstall(@Nullable String shown) {
    store.reinstall(shown);
  }

  @Override
  public LiveStore store() {
    return store;
  }

  /**
   * Takes the side entries away. The control row of a store that is closed stays: it says for ever
   * that the other one holds.
   */
  @Override
  public void remove() {
    if (!store.isInstalled() || store.state().open()) {
      store.remove();
    } else {
      store.retire();
    }
  }

  @Override
  public void close() {
    store.close();
  }
}

package dev.crossfade.cli.live;

import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.RowSpool;
import dev.crossfade.live.Side;
import dev.crossfade.live.Wiring;
import dev.crossfade.sqlite.live.SqliteLiveStore;
import java.nio.file.Path;
import java.util.List;

/** The SQLite file that the program began with. */
final class SqliteSide implements Side {
  private final SqliteLiveStore store;

  /**
   * @param destination where the data goes, as the fence tells it to the program; no password
   */
  SqliteSide(Wiring.Scope scope, String destination) {
    store =
        SqliteLiveStore.open(
            Path.of(scope.source()),
            scope.plan().moved(),
            new SqliteLiveStore.Options(scope.migration(), destination),
            RowSpool::new);
  }

  @Override
  public List<String> statements() {
    return store.installation();
  }

  @Override
  public void install() {
    store.install();
  }

  @Override
  public LiveStore store() {
    return store;
  }

  @Override
  public void remove() {
    store.remove();
  }

  @Override
  public void close() {
    store.close();
  }
}

package dev.crossfade.postgres.store;

import dev.crossfade.core.hybrid.HybridTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All tables of a store. */
final class StoredTables {
  private final StoreRouter router;
  private final List<StoredTable> all;
  private final Map<HybridTable, StoredTable> byTable = new HashMap<>();

  StoredTables(String schema, StoreRouter router) {
    this(router, router.tables().stream().map(table -> new StoredTable(schema, table)).toList());
  }

  private StoredTables(StoreRouter router, List<StoredTable> some) {
    this.router = router;
    all = some;
    all.forEach(table -> byTable.put(table.table(), table));
    if (all.isEmpty()) {
      throw new IllegalArgumentException("expected a table");
    }
  }

  /** Some of them; a key of another one must not be asked for. */
  StoredTables only(Collection<HybridTable> some) {
    return new StoredTables(
        router, all.stream().filter(table -> some.contains(table.table())).toList());
  }

  /** As it is used here. */
  StoredTable of(HybridTable table) {
    StoredTable found = byTable.get(table);
    if (found == null) {
      throw new IllegalArgumentException("expected one of the router's tables");
    }
    return found;
  }

  List<StoredTable> all() {
    return all;
  }

  /** The table of a key. */
  StoredTable of(String key) {
    return of(router.table(key));
  }

  boolean mayHold(StoredTable table, String prefix) {
    return router.mayHold(table.table(), prefix);
  }
}

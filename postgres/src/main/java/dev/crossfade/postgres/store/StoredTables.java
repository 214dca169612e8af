package dev.crossfade.postgres.store;

import dev.crossfade.core.hybrid.HybridTable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** All tables of a store. */
final class StoredTables {
  private final StoreRouter router;
  private final List<StoredTable> all;
  private final Map<HybridTable, StoredTable> byTable = new IdentityHashMap<>();

  StoredTables(String schema, StoreRouter router) {
    this.router = router;
    all = router.tables().stream().map(table -> new StoredTable(schema, table)).toList();
    all.forEach(table -> byTable.put(table.table(), table));
    if (all.isEmpty()) {
      throw new IllegalArgumentException("expected a table");
    }
  }

  List<StoredTable> all() {
    return all;
  }

  /** The table of a key. */
  StoredTable of(String key) {
    StoredTable table = byTable.get(router.table(key));
    if (table == null) {
      throw new IllegalArgumentException("expected one of the router's tables");
    }
    return table;
  }

  boolean mayHold(StoredTable table, String prefix) {
    return router.mayHold(table.table(), prefix);
  }
}

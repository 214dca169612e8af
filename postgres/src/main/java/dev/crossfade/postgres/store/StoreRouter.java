package dev.crossfade.postgres.store;

import dev.crossfade.core.hybrid.HybridTable;
import java.util.List;

/** Which key lies in which table. Always the same answers; used by many threads at once. */
public interface StoreRouter {
  /** All tables, none twice. */
  List<HybridTable> tables();

  /** The table of a key; one of {@link #tables}. */
  HybridTable table(String key);

  /**
   * Whether a table may hold keys that begin with a text.
   *
   * @param prefix any text, also empty
   */
  default boolean mayHold(HybridTable table, String prefix) {
    return true;
  }

  /** All keys in one table. */
  static StoreRouter of(HybridTable table) {
    return new StoreRouter() {
      @Override
      public List<HybridTable> tables() {
        return List.of(table);
      }

      @Override
      public HybridTable table(String key) {
        return table;
      }
    };
  }
}

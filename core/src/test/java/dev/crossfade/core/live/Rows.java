package dev.crossfade.core.live;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.ColumnPlan.Misfit;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the one collection that stores in memory hold: a key and a value, both text. A spool of
 * them never changes and needs no closing.
 */
record Rows(List<Map.Entry<String, @Nullable String>> all) implements Spool {
  static final CollectionPlan PLAN =
      new CollectionPlan(
          "t", "t", null, null, List.of("k"), List.of(column("k"), column("v")), null);
  private static final int BATCH_ROWS = 3;

  private static ColumnPlan column(String name) {
    return new ColumnPlan(
        name, name, Conversion.of(Kind.TEXT), false, Misfit.REJECT, "", List.of());
  }

  static Rows of(SortedMap<String, String> data) {
    return new Rows(List.copyOf(new TreeMap<>(data).entrySet()));
  }

  static Rows keys(Iterable<String> keys) {
    List<Map.Entry<String, @Nullable String>> rows = new ArrayList<>();
    keys.forEach(key -> rows.add(new java.util.AbstractMap.SimpleImmutableEntry<>(key, null)));
    return new Rows(rows);
  }

  static byte[] key(String key) {
    RowBatch batch = new RowBatch(64);
    batch.beginRow();
    batch.putText(key);
    return java.util.Arrays.copyOf(batch.data(), batch.size());
  }

  /** What {@link #key} encoded. */
  static String text(byte[] key) {
    RowBatch batch = new RowBatch(64);
    batch.putRow(key, 0, key.length);
    CellCursor cursor = batch.cursor(0);
    cursor.next();
    return new String(cursor.data(), cursor.offset(), cursor.length(), StandardCharsets.UTF_8);
  }

  static boolean contains(KeyRange range, String key) {
    byte[] row = key(key);
    KeyOrder order = new KeyOrder(new int[] {0});
    byte[] after = range.after();
    byte[] upTo = range.upTo();
    return (after == null || order.compareToKey(row, 0, row.length, after) > 0)
        && (upTo == null || order.compareToKey(row, 0, row.length, upTo) <= 0);
  }

  @Override
  public void add(RowBatch batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long rows() {
    return all.size();
  }

  @Override
  public RowScan scan() {
    return new RowScan() {
      private int at;

      @Override
      public boolean next(RowBatch batch) {
        batch.clear();
        int end = Math.min(all.size(), at + BATCH_ROWS);
        for (; at < end; at++) {
          batch.beginRow();
          batch.putText(all.get(at).getKey());
          String value = all.get(at).getValue();
          if (value != null) {
            batch.putText(value);
          }
        }
        return batch.rows() > 0;
      }

      @Override
      public Position position() {
        return Position.START;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}

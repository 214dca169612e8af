package dev.crossfade.facade.live;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveStore.DeadKey;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.core.store.StoreTransaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The side entries of dead keys. This is a durable format; the value is a vector of table, key,
 * code of the error, and whether a person has accepted it.
 */
final class DeadEntries {
  private final Store store;
  private final SideKeys keys;
  private final GroupCollections collections;

  DeadEntries(Store store, SideKeys keys, GroupCollections collections) {
    this.store = store;
    this.keys = keys;
    this.collections = collections;
  }

  private record Dead(String table, String key, String code, boolean accepted) {
    static Dead of(Document value) {
      if (value instanceof Document.VectorOf vector
          && vector.elements().size() == 4
          && vector.elements().get(0) instanceof Document.Text table
          && vector.elements().get(1) instanceof Document.Text key
          && vector.elements().get(2) instanceof Document.Text code
          && vector.elements().get(3) instanceof Document.Bool accepted) {
        return new Dead(table.value(), key.value(), code.value(), accepted.value());
      }
      throw new CrossfadeException(ErrorCode.CF_7343, "an entry of a dead key");
    }

    Document document() {
      return new Document.VectorOf(
          List.of(
              new Document.Text(table),
              new Document.Text(key),
              new Document.Text(code),
              new Document.Bool(accepted)));
    }

    Dead accepted(boolean now) {
      return new Dead(table, key, code, now);
    }
  }

  /** Whether there are any. */
  boolean any(StoreSnapshot state) {
    return !Pages.page(state, keys.dead(), null, 1).isEmpty();
  }

  /** Notes one, or says anew why it is dead; nobody has accepted it then. */
  void add(StoreTransaction work, String table, String key, ErrorCode code) {
    work.put(keys.dead(table, key), new Dead(table, key, code.code(), false).document());
  }

  void remove(StoreTransaction work, String table, String key) {
    work.delete(keys.dead(table, key));
  }

  /** The keys of side entries of a table. */
  List<String> entriesOf(StoreSnapshot state, String table) {
    List<String> entries = new ArrayList<>();
    Pages.forEach(
        state,
        keys.dead(),
        entry -> {
          if (Dead.of(entry.value()).table().equals(table)) {
            entries.add(entry.key());
          }
        });
    return entries;
  }

  private List<Dead> all() {
    List<Dead> all = new ArrayList<>();
    Pages.forEach(store, keys.dead(), entry -> all.add(Dead.of(entry.value())));
    return all;
  }

  long count() {
    return Pages.count(store, keys.dead());
  }

  long accepted() {
    return all().stream().filter(Dead::accepted).count();
  }

  List<DeadKey> list(int limit) {
    return all().stream()
        .filter(dead -> collections.ofTable(dead.table()) != null)
        .sorted(Comparator.comparing(Dead::table).thenComparing(Dead::key, StoreKeys.ORDER))
        .limit(limit)
        .map(
            dead ->
                new DeadKey(
                    java.util.Objects.requireNonNull(collections.ofTable(dead.table()))
                        .table()
                        .plan(),
                    KeyCells.of(dead.key()),
                    null,
                    dead.code(),
                    dead.accepted()))
        .toList();
  }

  List<byte[]> keys(CollectionPlan plan, KeyRange range) {
    String after = text(range.after(), plan);
    String upTo = text(range.upTo(), plan);
    return all().stream()
        .filter(dead -> dead.table().equals(plan.target()))
        .map(Dead::key)
        .filter(key -> after == null || StoreKeys.ORDER.compare(key, after) > 0)
        .filter(key -> upTo == null || StoreKeys.ORDER.compare(key, upTo) <= 0)
        .map(KeyCells::of)
        .toList();
  }

  private static @Nullable String text(byte @Nullable [] key, CollectionPlan plan) {
    return key == null ? null : KeyCells.required(key, plan.target());
  }

  /** See {@link dev.crossfade.core.live.LiveStore#acceptDeadKeys}. */
  void accept(Map<CollectionPlan, List<byte[]>> accepted, boolean now) {
    store.inTransaction(
        work -> {
          accepted.forEach((plan, some) -> some.forEach(key -> accept(work, plan, key, now)));
          return true;
        });
    store.sync();
  }

  private void accept(StoreTransaction work, CollectionPlan plan, byte[] key, boolean now) {
    String text = KeyCells.text(key);
    String entry = text == null ? null : keys.dead(plan.target(), text);
    Document value = entry == null ? null : work.get(entry);
    if (entry == null || value == null) {
      throw new CrossfadeException(ErrorCode.CF_6324, "in " + plan.target());
    }
    work.put(entry, Dead.of(value).accepted(now).document());
  }
}

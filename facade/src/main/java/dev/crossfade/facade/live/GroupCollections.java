package dev.crossfade.facade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.StoreKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The collections of a group; a key that several take belongs to the first of them. */
record GroupCollections(List<DocumentCollection> all) {
  GroupCollections {
    all = List.copyOf(all);
    long tables = all.stream().map(one -> one.table().plan().target()).distinct().count();
    if (tables < all.size()) {
      throw new IllegalArgumentException("expected a table of its own for each collection");
    }
  }

  /**
   * The collection of a key, or null. A side entry has none, nor has a text that is no key, which a
   * row of a table may have.
   */
  @Nullable DocumentCollection of(String key) {
    if (StoreKeys.isSide(key) || !isKey(key)) {
      return null;
    }
    for (DocumentCollection one : all) {
      if (one.takes(key)) {
        return one;
      }
    }
    return null;
  }

  private static boolean isKey(String text) {
    try {
      StoreKeys.check(text);
      return true;
    } catch (CrossfadeException e) {
      return false;
    }
  }

  /** Whether a key is one of this very collection. */
  boolean has(DocumentCollection collection, String key) {
    return collection.equals(of(key));
  }

  @Nullable DocumentCollection ofTable(String table) {
    for (DocumentCollection one : all) {
      if (one.table().plan().target().equals(table)) {
        return one;
      }
    }
    return null;
  }

  /**
   * The collection that a plan is of.
   *
   * @throws CrossfadeException CF-6101 when it is none of these
   */
  DocumentCollection of(CollectionPlan plan) {
    DocumentCollection found = ofTable(plan.target());
    if (found == null) {
      throw new CrossfadeException(ErrorCode.CF_6101, plan.target() + ": it is not followed");
    }
    return found;
  }
}

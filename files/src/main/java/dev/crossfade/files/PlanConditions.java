package dev.crossfade.files;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.files.where.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands the conditions of collections down to what is nested in them: the rows of a child whose
 * parent is filtered out are left out too, for they would refer to nothing. So it is also where the
 * parent itself is skipped.
 */
final class PlanConditions {
  private final Place place;
  private final Map<String, CollectionPlan> all = new LinkedHashMap<>();
  private final Map<String, @Nullable String> done = new LinkedHashMap<>();

  private PlanConditions(Plan plan, Place place) {
    this.place = place;
    plan.collections().forEach(collection -> all.put(collection.source(), collection));
  }

  /** What the source says of its collections. */
  interface Place {
    /** The names of the collections that one is nested in, from outside in, itself last. */
    List<String> chain(String source);

    /** Refuses a condition that asks for what the collection cannot have. */
    void check(String source, Condition where);
  }

  /** Hands conditions down, and refuses those that are none. */
  static Plan resolve(Plan plan, Place place) {
    PlanConditions conditions = new PlanConditions(plan, place);
    List<CollectionPlan> collections = new ArrayList<>();
    for (CollectionPlan collection : plan.collections()) {
      collections.add(
          collection.skip() == null ? with(collection, conditions.where(collection)) : collection);
    }
    return plan.with(List.copyOf(collections));
  }

  private @Nullable String where(CollectionPlan collection) {
    if (done.containsKey(collection.source())) {
      return done.get(collection.source());
    }
    List<String> chain = place.chain(collection.source());
    String own = collection.where();
    check(collection.source(), own, chain.size() - 1);
    String inherited = inherited(chain);
    String where = own;
    if (inherited != null && own == null) {
      where = inherited;
    } else if (inherited != null && own != null && !has(own, inherited)) {
      where = inherited + " and (" + own + ")";
    }
    done.put(collection.source(), where);
    return where;
  }

  private void check(String source, @Nullable String where, int outer) {
    if (where == null) {
      return;
    }
    try {
      place.check(source, Condition.parse(where, outer));
    } catch (CrossfadeException e) {
      throw new CrossfadeException(e.code(), source + ".where: " + e.detail(), e);
    }
  }

  /** The condition of the nearest collection planned that holds the last of a chain. */
  private @Nullable String inherited(List<String> chain) {
    for (int up = 1; up < chain.size(); up++) {
      CollectionPlan outer = all.get(chain.get(chain.size() - 1 - up));
      if (outer != null) {
        String where = where(outer);
        return where == null ? null : "^".repeat(up) + "(" + where + ")";
      }
    }
    return null;
  }

  private static boolean has(String own, String inherited) {
    return own.equals(inherited) || own.startsWith(inherited + " and (");
  }

  private static CollectionPlan with(CollectionPlan plan, @Nullable String where) {
    return new CollectionPlan(
        plan.source(),
        plan.target(),
        plan.skip(),
        where,
        plan.key(),
        plan.columns(),
        plan.parent());
  }
}

package dev.crossfade.core.plan;

import java.util.List;

/**
 * The mapping of a source to tables; what a plan file holds.
 *
 * @param source the source's location, for people: a run reads the source that its command names
 * @param collections in the source's order, skipped ones included
 */
public record Plan(String source, List<CollectionPlan> collections) {
  /** The version of the plan file. */
  public static final int VERSION = 1;

  /** The same mapping of a source that is named in another way. */
  public Plan withSource(String location) {
    return new Plan(location, collections);
  }

  /** The collections that are moved. */
  public List<CollectionPlan> moved() {
    return collections.stream().filter(collection -> collection.skip() == null).toList();
  }
}

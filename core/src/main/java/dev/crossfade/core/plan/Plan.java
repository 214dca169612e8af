package dev.crossfade.core.plan;

import java.util.List;
import java.util.Map;

/**
 * The mapping of a source to tables; what a plan file holds.
 *
 * @param source the source's location, for people: a run reads the source that its command names
 * @param reading how the source is read where the user said so, by the names of settings
 * @param collections in the source's order, skipped ones included
 */
public record Plan(String source, Map<String, String> reading, List<CollectionPlan> collections) {
  /** The version of the plan file. */
  public static final int VERSION = 1;

  /** A plan of a source about which the user said nothing. */
  public Plan(String source, List<CollectionPlan> collections) {
    this(source, Map.of(), collections);
  }

  /** The same of other collections. */
  public Plan with(List<CollectionPlan> others) {
    return new Plan(source, reading, others);
  }

  /** The same of a source that is read in another way. */
  public Plan withReading(Map<String, String> otherwise) {
    return new Plan(source, otherwise, collections);
  }

  /** The same mapping of a source that is named in another way. */
  public Plan withSource(String location) {
    return new Plan(location, reading, collections);
  }

  /** The collections that are moved. */
  public List<CollectionPlan> moved() {
    return collections.stream().filter(collection -> collection.skip() == null).toList();
  }
}

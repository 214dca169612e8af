package dev.crossfade.core.plan;

import java.util.List;

/**
 * What a user may say about a plan that is made.
 *
 * @param tables globs of the collections to move; empty for all
 * @param exclude globs of collections to leave out
 * @param links columns that must keep one type, for a foreign key joins them
 */
public record PlanOptions(List<String> tables, List<String> exclude, List<Link> links) {
  /** Everything is moved. */
  public static final PlanOptions ALL = new PlanOptions(List.of(), List.of(), List.of());

  /**
   * Two columns joined by a foreign key; all names are of the source.
   *
   * @param collection the referencing collection
   * @param column the referencing column
   * @param otherCollection the referenced collection
   * @param otherColumn the referenced column
   */
  public record Link(
      String collection, String column, String otherCollection, String otherColumn) {}
}

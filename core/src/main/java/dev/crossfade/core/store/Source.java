package dev.crossfade.core.store;

import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.SourceShape;
import java.util.Map;

/**
 * Something to move from, opened for reading as one consistent snapshot that lasts until it is
 * closed. Its bytes never change. Scans of different collections may be open at once when {@link
 * #concurrentScans} says so.
 */
public interface Source extends AutoCloseable {
  /**
   * Reads the source and says what it looks like.
   *
   * @param sampleRows rows to look at in each collection; 0 for all
   * @param events progress goes there, phase {@code inspect}
   */
  SourceShape inspect(long sampleRows, Events events);

  /**
   * How it is read where the user said so and it is not found out, by the names of settings; a plan
   * keeps it, so that the same is read another time.
   */
  default Map<String, String> reading() {
    return Map.of();
  }

  /**
   * The plan as {@link #scan} must be given it: conditions that reach into other collections are
   * written out in those. Resolving twice changes nothing more.
   *
   * @throws dev.crossfade.core.error.CrossfadeException when a condition is not valid here
   */
  default Plan resolve(Plan plan) {
    return plan;
  }

  /**
   * The shape with what a plan names beyond it, as far as {@link #scan} can read it. What the
   * source does not have is left out.
   *
   * @param shape what {@link #inspect} gave
   * @param events progress goes there, phase {@code inspect}
   */
  default SourceShape extend(SourceShape shape, Plan plan, Events events) {
    return shape;
  }

  /**
   * Reads the rows of a collection in a fixed order, cells in the order of the plan's columns.
   *
   * @param plan the collection and its columns
   * @param after where to go on
   * @param rejects takes records that cannot be read as rows
   */
  RowScan scan(CollectionPlan plan, Position after, RejectSink rejects);

  /**
   * Whether {@link #scan} delivers rows in the key's order and {@link #scanRange} works. True only
   * if {@link CollectionPlan#orderedByKey} is.
   */
  boolean scansInKeyOrder(CollectionPlan plan);

  /**
   * Reads the rows of a range of keys in the key's order; only where {@link #scansInKeyOrder}.
   *
   * @param plan the collection and its columns
   * @param range which keys
   */
  RowScan scanRange(CollectionPlan plan, KeyRange range);

  /**
   * Makes durable in the source what was read so far; called before rows of it are committed
   * elsewhere, which would otherwise outlive a source that loses its last commits with its
   * machine's power. A snapshot of what nobody writes has nothing to do.
   */
  default void settle() {}

  /** How many scans may be open at once, at least 1. */
  int concurrentScans();

  @Override
  void close();
}

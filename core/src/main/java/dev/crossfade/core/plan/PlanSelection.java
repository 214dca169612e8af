package dev.crossfade.core.plan;

import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.SourceShape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes of a given plan before it is followed. */
public final class PlanSelection {
  private PlanSelection() {}

  /**
   * Leaves out what the user did not ask for.
   *
   * @param tables globs of collections to move; empty for all
   * @param exclude globs of collections to leave out
   */
  public static Plan narrow(Plan plan, List<String> tables, List<String> exclude) {
    Plan narrowed =
        plan.with(
            plan.collections().stream()
                .map(collection -> narrow(collection, tables, exclude))
                .toList());
    Set<String> moved =
        narrowed.moved().stream().map(CollectionPlan::target).collect(Collectors.toSet());
    return plan.with(
        narrowed.collections().stream()
            .map(collection -> withoutParentLeftOut(collection, moved))
            .toList());
  }

  private static CollectionPlan withoutParentLeftOut(CollectionPlan plan, Set<String> moved) {
    if (plan.parent() == null || moved.contains(plan.parent().table())) {
      return plan;
    }
    return new CollectionPlan(
        plan.source(), plan.target(), plan.skip(), plan.where(), plan.key(), plan.columns(), null);
  }

  private static CollectionPlan narrow(
      CollectionPlan plan, List<String> tables, List<String> exclude) {
    if (plan.skip() != null) {
      return plan;
    }
    String reason = refusal(plan.source(), tables, exclude);
    return reason == null ? plan : skipped(plan, reason);
  }

  /**
   * Why a collection is left out by choice, or null when it is not.
   *
   * @param tables globs of collections to move; empty for all
   * @param exclude globs of collections to leave out
   */
  public static @Nullable String refusal(
      String collection, List<String> tables, List<String> exclude) {
    if (Globs.firstMatch(exclude, collection) != null) {
      return "excluded";
    }
    return tables.isEmpty() || Globs.firstMatch(tables, collection) != null
        ? null
        : "not among the tables chosen";
  }

  private static CollectionPlan skipped(CollectionPlan plan, String reason) {
    return new CollectionPlan(
        plan.source(),
        plan.target(),
        reason,
        plan.where(),
        plan.key(),
        plan.columns(),
        plan.parent());
  }

  /** Widens the columns whose policy is to be widened when a value seen does not fit. */
  public static Plan widen(Plan plan, SourceShape shape) {
    return plan.with(
        plan.collections().stream().map(collection -> widen(collection, shape)).toList());
  }

  private static CollectionPlan widen(CollectionPlan plan, SourceShape shape) {
    Optional<CollectionShape> found =
        shape.collections().stream()
            .filter(collection -> collection.name().equals(plan.source()))
            .findFirst();
    if (found.isEmpty()) {
      return plan;
    }
    return plan.with(plan.columns().stream().map(column -> widen(column, found.get())).toList());
  }

  private static ColumnPlan widen(ColumnPlan column, CollectionShape shape) {
    if (column.misfit() != ColumnPlan.Misfit.WIDEN) {
      return column;
    }
    for (ColumnShape candidate : shape.columns()) {
      if (candidate.source().equals(column.source())) {
        Conversion wider = Widening.of(column.conversion(), candidate.evidence());
        return new ColumnPlan(
            column.source(),
            column.target(),
            wider,
            column.nullable(),
            column.misfit(),
            column.reason(),
            column.offers());
      }
    }
    return column;
  }
}

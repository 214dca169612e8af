package dev.crossfade.move;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.verify.Difference;
import java.util.List;
import java.util.Locale;

/** Differences for people, without values. */
public final class DifferenceText {
  private DifferenceText() {}

  /** The table, what is wrong, the row by its key, and the columns that differ. */
  public static String line(CollectionPlan plan, Difference difference) {
    String columns =
        difference.columns().isEmpty() ? "" : " in " + String.join(", ", columns(plan, difference));
    String key = plan.key().isEmpty() ? "a row" : KeyText.key(plan, difference.key());
    return plan.target() + ": " + kind(difference) + " " + key + columns;
  }

  /** The columns that differ, by their names in the target. */
  public static List<String> columns(CollectionPlan plan, Difference difference) {
    return difference.columns().stream()
        .map(position -> plan.columns().get(position).target())
        .toList();
  }

  private static String kind(Difference difference) {
    return difference.kind().name().toLowerCase(Locale.ROOT);
  }

  static Finding finding(CollectionPlan plan, Difference difference) {
    String columns = String.join(", ", columns(plan, difference));
    String text = kind(difference) + (columns.isEmpty() ? "" : " in " + columns);
    List<String> keys =
        plan.key().isEmpty() ? List.of() : List.of(KeyText.key(plan, difference.key()));
    return new Finding(Finding.Kind.DATA_DIFFERENCE, plan.target(), text, keys);
  }
}

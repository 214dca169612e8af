package dev.crossfade.cli.data;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.verify.Difference;
import dev.crossfade.move.KeyText;
import java.util.List;
import java.util.Locale;

/** Differences as lines for people. */
public final class DifferenceLines {
  private DifferenceLines() {}

  /** The table, what is wrong, the row by its key, and the columns that differ; no values. */
  public static String line(CollectionPlan plan, Difference difference) {
    String columns =
        difference.columns().isEmpty() ? "" : " in " + String.join(", ", columns(plan, difference));
    String key = plan.key().isEmpty() ? "a row" : KeyText.key(plan, difference.key());
    return plan.target()
        + ": "
        + difference.kind().name().toLowerCase(Locale.ROOT)
        + " "
        + key
        + columns;
  }

  /** The columns that differ, by their names in the target. */
  static List<String> columns(CollectionPlan plan, Difference difference) {
    return difference.columns().stream()
        .map(position -> plan.columns().get(position).target())
        .toList();
  }
}

package dev.crossfade.move;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.verify.Difference;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Differences as findings, without values. */
final class DifferenceText {
  private DifferenceText() {}

  static Finding finding(CollectionPlan plan, Difference difference) {
    String columns =
        difference.columns().stream()
            .map(position -> plan.columns().get(position).target())
            .collect(Collectors.joining(", "));
    String text =
        difference.kind().name().toLowerCase(Locale.ROOT)
            + (columns.isEmpty() ? "" : " in " + columns);
    List<String> keys =
        plan.key().isEmpty() ? List.of() : List.of(KeyText.key(plan, difference.key()));
    return new Finding(Finding.Kind.DATA_DIFFERENCE, plan.target(), text, keys);
  }
}

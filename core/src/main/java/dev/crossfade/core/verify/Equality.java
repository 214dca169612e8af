package dev.crossfade.core.verify;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowDigester;

/**
 * What makes two rows of a collection the same row, and equal. Not safe for several threads: each
 * takes its own by {@link #of}.
 *
 * @param digester equality of rows
 * @param order order of keys
 * @param keyed whether there is a key
 */
public record Equality(RowDigester digester, KeyOrder order, boolean keyed) {
  /** The equality that a plan says. */
  public static Equality of(CollectionPlan plan) {
    return new Equality(
        new RowDigester(plan.jsonColumns()),
        new KeyOrder(plan.keyPositions()),
        !plan.key().isEmpty());
  }
}

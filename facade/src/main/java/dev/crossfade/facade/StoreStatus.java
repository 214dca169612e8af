package dev.crossfade.facade;

import java.util.List;

/**
 * How a store of an application is.
 *
 * @param name as the application calls it
 * @param link to the database
 * @param patterns in the order of the settings, the keys without a pattern last
 */
public record StoreStatus(String name, Link link, List<PatternStatus> patterns) {
  /** Whether nothing needs a person: nothing is paused, in trouble, dead or different. */
  public boolean healthy() {
    return patterns.stream()
        .allMatch(
            one ->
                one.paused() == null
                    && one.trouble() == null
                    && one.deadKeys() == 0
                    && one.differences() == 0
                    && one.differingReads() == 0);
  }

  /** Whether the database is needed now: a pattern takes writes there. */
  public boolean needsDatabase() {
    return patterns.stream().anyMatch(one -> one.stage().isNew());
  }
}

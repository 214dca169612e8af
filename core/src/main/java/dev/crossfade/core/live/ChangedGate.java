package dev.crossfade.core.live;

import dev.crossfade.core.live.GateFacts.Limits;

/** The gate about keys that came by passes after their comparison. */
final class ChangedGate {
  private static final String COMPARE = "Run crossfade verify --live --changed.";

  private ChangedGate() {}

  /** Before the barrier: whether they are few enough to be compared in it. */
  static Gate before(GateFacts facts, Limits limits) {
    GateFacts.Verified last = facts.verification();
    if (last == null) {
      return Gate.open(Gates.CHANGED_KEYS, "Nothing was verified yet.");
    }
    ChangedKeys changed = last.changed();
    if (!changed.recording()) {
      return Gate.shut(
          Gates.CHANGED_KEYS,
          "What changed since the last verification was not recorded.",
          "Run crossfade verify --live.");
    }
    if (changed.wholes() > 0) {
      return wholes(changed.wholes());
    }
    String found = changed.keys() + " keys changed since they were verified";
    return changed.keys() <= limits.changedKeys()
        ? Gate.open(Gates.CHANGED_KEYS, found + "; they are compared while writers wait.")
        : Gate.shut(
            Gates.CHANGED_KEYS,
            found + "; while writers wait, " + limits.changedKeys() + " are compared at most.",
            COMPARE);
  }

  private static Gate wholes(long wholes) {
    return Gate.shut(
        Gates.CHANGED_KEYS,
        wholes + " tables changed as a whole since they were verified.",
        COMPARE);
  }

  /**
   * In the barrier.
   *
   * @param found what the comparison found
   */
  static Gate compared(ChangedVerification.Result found) {
    if (found.before().wholes() > 0) {
      return wholes(found.before().wholes());
    }
    if (!found.complete()) {
      return Gate.shut(
          Gates.CHANGED_KEYS,
          "The keys that changed since they were verified were not all compared in time.",
          COMPARE);
    }
    if (!found.before().recording()) {
      return Gate.open(Gates.CHANGED_KEYS, "Nothing was verified yet.");
    }
    String keys = found.keys() + " keys that changed since they were verified";
    return found.equal()
        ? Gate.open(Gates.CHANGED_KEYS, keys + " are equal.")
        : Gate.shut(
            Gates.CHANGED_KEYS,
            found.differences() + " of " + keys + " differ.",
            "Run crossfade repair --differences, then crossfade verify --live --changed.");
  }
}

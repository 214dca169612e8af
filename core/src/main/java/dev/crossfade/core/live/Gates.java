package dev.crossfade.core.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.GateFacts.Limits;
import dev.crossfade.core.live.GateFacts.Verified;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The gates into a switch, as functions of facts. */
public final class Gates {
  /** The gate that nobody can override: without the backfill there is nothing to switch to. */
  public static final String BACKFILL = "backfill";

  /** No key is dead that nobody has accepted. */
  public static final String DEAD_KEYS = "dead-keys";

  /** The last verification was clean and is not too old. */
  public static final String VERIFICATION = "verification";

  /** Few keys came since they were verified; in the barrier: those are equal. */
  public static final String CHANGED_KEYS = "changed-keys";

  /** The target is nearly caught up. */
  public static final String LAG = "lag";

  /** Every constraint of the target is valid. */
  public static final String CONSTRAINTS = "constraints";

  /** Following is not paused. */
  public static final String RUNNING = "running";

  /** Side tables, triggers and followed tables are as they were installed, in both stores. */
  public static final String TRIGGERS = "triggers";

  /** In the barrier: nothing is left in the source's outbox. */
  public static final String DRAINED = "drained";

  // How far the clocks of two healthy machines may be apart.
  private static final Duration CLOCKS_APART = Duration.ofMinutes(-1);

  private Gates() {}

  /** All gates, in the order in which they are shown. */
  public static List<Gate> of(GateFacts facts, Limits limits) {
    return List.of(
        backfill(facts),
        running(facts),
        deadKeys(facts),
        verification(facts, limits),
        ChangedGate.before(facts, limits),
        lag(facts, limits),
        constraints(facts));
  }

  /**
   * What must hold in the barrier beside the rules: that the outbox is seen empty, no key is dead
   * that was not before, and what came since the verification is equal.
   *
   * @param letThrough how many dead keys that nobody has accepted were let through before
   * @param changed what the comparison of those keys found
   */
  public static List<Gate> barrier(
      LiveStore source, LiveStore target, long letThrough, ChangedVerification.Result changed) {
    long backlog = source.backlog();
    long dead = target.deadKeys();
    Gate drained =
        backlog == 0
            ? Gate.open(DRAINED, "The outbox of " + source.name() + " is empty.")
            : Gate.shut(
                DRAINED,
                "The outbox of " + source.name() + " holds " + backlog + " entries.",
                "Something wrote although the store is closed; see the events, and try again.");
    return List.of(
        drained,
        deadKeys(dead, target.acceptedDeadKeys() + letThrough),
        ChangedGate.compared(changed));
  }

  /**
   * Opens shut gates by a person's decision. Gates that are open stay as they are.
   *
   * @param reasons reason by name of the gate
   * @throws CrossfadeException {@code CF-6004} for the backfill, {@code CF-1001} for a name that is
   *     no gate or a reason that is blank
   */
  public static List<Gate> override(List<Gate> gates, Map<String, String> reasons) {
    List<Gate> result = new ArrayList<>(gates);
    reasons.forEach(
        (name, reason) -> {
          if (reason.isBlank()) {
            throw new CrossfadeException(
                ErrorCode.CF_1001, "the gate " + name + " is overridden without a reason");
          }
          if (gates.stream().noneMatch(gate -> gate.name().equals(name))) {
            throw new CrossfadeException(ErrorCode.CF_1001, "there is no gate " + name);
          }
          result.replaceAll(gate -> gate.name().equals(name) ? override(gate, reason) : gate);
        });
    return List.copyOf(result);
  }

  private static Gate override(Gate gate, String reason) {
    if (gate.open()) {
      return gate;
    }
    if (gate.name().equals(BACKFILL)) {
      throw new CrossfadeException(
          ErrorCode.CF_6004, "the gate " + BACKFILL + " cannot be overridden");
    }
    return new Gate(gate.name(), false, gate.reason(), gate.advice(), reason);
  }

  /**
   * Refuses shut gates.
   *
   * @throws CrossfadeException {@code CF-6004} that names each of them with its reason
   */
  public static void require(List<Gate> gates) {
    String shut =
        gates.stream()
            .filter(gate -> !gate.passes())
            .map(gate -> gate.name() + ": " + gate.reason() + " " + gate.advice())
            .collect(Collectors.joining(" "));
    if (!shut.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_6004, shut);
    }
  }

  private static Gate backfill(GateFacts facts) {
    return facts.complete()
        ? Gate.open(BACKFILL, "The backfill is complete.")
        : Gate.shut(BACKFILL, "The backfill is not complete.", "Let crossfade follow finish it.");
  }

  private static Gate running(GateFacts facts) {
    String paused = facts.paused();
    return paused == null
        ? Gate.open(RUNNING, "Following is not paused.")
        : Gate.shut(RUNNING, "Following is paused: " + paused, "Run crossfade resume.");
  }

  private static Gate deadKeys(GateFacts facts) {
    return deadKeys(facts.deadKeys(), facts.acceptedDeadKeys());
  }

  private static Gate deadKeys(long dead, long accepted) {
    if (dead <= accepted) {
      return Gate.open(
          DEAD_KEYS,
          dead == 0 ? "No key is dead." : dead + " keys are dead, and each was accepted.");
    }
    return Gate.shut(
        DEAD_KEYS,
        dead + " keys hold values that do not fit, " + accepted + " of them accepted.",
        "See crossfade dead-keys. Widen the columns or correct the rows: a change of a row tries its key"
            + " again; or accept a key by its name.");
  }

  private static Gate verification(GateFacts facts, Limits limits) {
    String advice = "Run crossfade verify --live.";
    Verified last = facts.verification();
    if (last == null) {
      return Gate.shut(VERIFICATION, "Nothing was verified yet.", advice);
    }
    if (last.differences() > 0) {
      return Gate.shut(
          VERIFICATION,
          "The last verification found " + last.differences() + " keys that differ.",
          "Run crossfade repair --differences, then crossfade verify --live.");
    }
    Duration age = Duration.between(last.finishedAt(), facts.now());
    if (age.compareTo(CLOCKS_APART) < 0) {
      return Gate.shut(
          VERIFICATION, "The last verification ended in the future: a clock is wrong.", advice);
    }
    return age.compareTo(limits.verificationAge()) < 0
        ? Gate.open(VERIFICATION, "The last verification was clean, " + text(age) + " ago.")
        : Gate.shut(
            VERIFICATION,
            "The last verification is "
                + text(age)
                + " old, "
                + text(limits.verificationAge())
                + " is the limit.",
            advice);
  }

  private static Gate lag(GateFacts facts, Limits limits) {
    if (facts.backlog() > 0 && facts.lag().isNegative()) {
      return Gate.shut(
          LAG,
          facts.backlog() + " entries wait, for how long is not known.",
          "The next pass tells; if it does not, the target's clock was set back.");
    }
    String found = facts.backlog() + " entries wait, the oldest for " + text(facts.lag()) + ".";
    return facts.lag().compareTo(limits.lag()) < 0
        ? Gate.open(LAG, found)
        : Gate.shut(
            LAG,
            found + " The limit is " + text(limits.lag()) + ".",
            "Wait until crossfade status shows a smaller lag.");
  }

  private static Gate constraints(GateFacts facts) {
    return facts.invalid().isEmpty()
        ? Gate.open(CONSTRAINTS, "Every constraint of the target is valid.")
        : Gate.shut(
            CONSTRAINTS,
            "Not valid: " + String.join(", ", facts.invalid()) + ".",
            "Validate them, or leave them out of the plan.");
  }

  private static String text(Duration duration) {
    Duration shown = duration.isNegative() ? Duration.ZERO : duration;
    long seconds = shown.toSeconds();
    return seconds >= 7200
        ? seconds / 3600 + " h"
        : seconds >= 120 ? seconds / 60 + " min" : seconds + " s";
  }
}

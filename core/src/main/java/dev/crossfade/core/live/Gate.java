package dev.crossfade.core.live;

import org.jspecify.annotations.Nullable;

/**
 * A condition for a switch.
 *
 * @param name one word, by which it is overridden
 * @param open whether it lets a switch through
 * @param reason what was found, as one sentence without row values
 * @param advice what to do about it; empty when it is open
 * @param override why a person lets it through although it is shut, or null
 */
public record Gate(
    String name, boolean open, String reason, String advice, @Nullable String override) {

  /** An open gate. */
  public static Gate open(String name, String reason) {
    return new Gate(name, true, reason, "", null);
  }

  /** A shut gate. */
  public static Gate shut(String name, String reason, String advice) {
    return new Gate(name, false, reason, advice, null);
  }

  /** Whether a switch may go through: it is open, or a person overrode it with a reason. */
  public boolean passes() {
    return open || override != null;
  }
}

package dev.crossfade.move;

import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.Plan;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run is asked with.
 *
 * @param source where from
 * @param options what the user decided
 * @param plan the mapping, or null to make one from the evidence
 * @param planText prints a plan as a plan file
 * @param dialogue the way to the user
 */
public record MoveRequest(
    MoveSource source,
    MoveOptions options,
    @Nullable Plan plan,
    Function<Plan, String> planText,
    Dialogue dialogue) {

  /**
   * The way to the user.
   *
   * @param events where events go
   * @param cancellation asked whether to stop
   * @param confirmation asks before something is replaced
   */
  public record Dialogue(Events events, Cancellation cancellation, Confirmation confirmation) {}
}

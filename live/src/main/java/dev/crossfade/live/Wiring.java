package dev.crossfade.live;

import dev.crossfade.core.live.LiveLedger;
import dev.crossfade.core.live.TargetLoad;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.move.MoveSource;
import dev.crossfade.move.MoveTarget;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a migration reaches what it works with; made by who knows the kinds of the stores.
 *
 * @param target where the tables are
 * @param load what the target's server says of its load
 * @param ledger what the target's control schema knows of live migrations
 * @param reading opens what the first store lies in for the first copy, piece by piece, so that its
 *     settling syncs that store; closed by who asked
 * @param first opens the store that the application began with
 * @param second opens the store that it goes to
 * @param plan reads a plan file's text
 * @param planText prints a plan as a plan file
 */
public record Wiring(
    MoveTarget target,
    TargetLoad load,
    LiveLedger ledger,
    BiFunction<Scope, Side, MoveSource> reading,
    Function<Scope, Side> first,
    Function<Scope, SecondSide> second,
    Function<String, Plan> plan,
    Function<Plan, String> planText) {

  /**
   * What a store is a part of.
   *
   * @param migration its id
   * @param source location of the first store as an absolute path
   * @param plan the mapping
   * @param schema where the target's tables are now
   * @param published where applications see them
   * @param snapshots how snapshots of the first store are compared; null when triggers are in it
   */
  public record Scope(
      String migration,
      String source,
      Plan plan,
      String schema,
      String published,
      LiveLedger.@Nullable Snapshots snapshots) {}
}

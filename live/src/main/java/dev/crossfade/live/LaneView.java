package dev.crossfade.live;

import dev.crossfade.core.live.Gate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an application says of one part of its store; the ledger knows the rest. As JSON each member
 * has the name of its component, {@code lag} two: {@code lagKeys} and {@code lagSeconds}.
 *
 * @param source as the ledger names the part, whether it is moved or not
 * @param pattern of its keys; empty for those that follow none
 * @param stage where it is
 * @param skip why it is never moved, or null
 * @param keys in the store that is open; -1 when unknown
 * @param lag how far the closed store is behind
 * @param deadKeys keys whose values do not fit
 * @param differingReads keys that reads of both stores found different
 * @param gates into the next switch
 * @param trouble why it does not go on, or null
 */
public record LaneView(
    String source,
    String pattern,
    Stage stage,
    @Nullable String skip,
    long keys,
    Status.Lag lag,
    long deadKeys,
    long differingReads,
    List<Gate> gates,
    @Nullable String trouble) {

  /** As JSON. */
  public JsonObject json() {
    JsonObject object =
        new JsonObject()
            .with("source", source)
            .with("pattern", pattern)
            .with("stage", stage.name())
            .with("skip", skip)
            .with("keys", keys)
            .with("lagKeys", lag.keys())
            .with("lagSeconds", lag.seconds())
            .with("deadKeys", deadKeys)
            .with("differingReads", differingReads)
            .with("trouble", trouble);
    return GateJson.write(object, gates);
  }

  /** From JSON. */
  public static LaneView read(Members object) {
    return new LaneView(
        object.text("source"),
        object.text("pattern"),
        object.constant("stage", Stage.class),
        object.textOrNull("skip"),
        object.number("keys"),
        new Status.Lag(object.number("lagKeys"), object.real("lagSeconds")),
        object.number("deadKeys"),
        object.number("differingReads"),
        GateJson.read(object),
        object.textOrNull("trouble"));
  }

  /** What is known of the migration of this part, with what the application says. */
  public Status.Plan of(Status.Plan known, List<String> remarks) {
    return plan(known, this, remarks);
  }

  /** What is known where the application says nothing. */
  public static Status.Plan unseen(Status.Plan known, String remark) {
    LaneView nothing =
        new LaneView(
            known.source(),
            "",
            known.stage(),
            null,
            -1,
            known.lag(),
            known.deadKeys(),
            0,
            List.of(),
            null);
    return plan(known, nothing, List.of(remark));
  }

  private static Status.Plan plan(Status.Plan known, LaneView seen, List<String> remarks) {
    return new Status.Plan(
        known.id(),
        known.source(),
        known.schema(),
        seen.stage,
        known.paused(),
        known.limits(),
        known.throttled(),
        known.follower(),
        seen.lag,
        known.rate(),
        known.lastPass(),
        known.lastVerification(),
        seen.deadKeys,
        known.acceptedDeadKeys(),
        seen.gates,
        seen.trouble,
        remarks);
  }
}

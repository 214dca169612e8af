package dev.crossfade.move;

import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.SourceShape;

/** Inspects the source and makes the plan, or holds the given one against what was found. */
final class Preparation {
  private final MoveRequest request;
  private final Stopwatch watch;

  Preparation(MoveRequest request, Stopwatch watch) {
    this.request = request;
    this.watch = watch;
  }

  Prepared run() {
    SourceShape shape =
        watch.time(
            "inspect", () -> request.source().source().inspect(0, request.dialogue().events()));
    Plan plan = watch.time("plan", () -> plan(shape));
    return new Prepared(shape, plan, request.planText().apply(plan), SourceDigest.of(shape));
  }

  private Plan plan(SourceShape shape) {
    throw new UnsupportedOperationException();
  }
}

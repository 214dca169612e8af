package dev.crossfade.move;

import dev.crossfade.core.store.RunRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Changes of a run's record. */
final class Runs {
  private Runs() {}

  static RunRecord withState(RunRecord run, RunRecord.State state, @Nullable Instant finished) {
    return with(run, state, finished, run.reportJson());
  }

  static RunRecord with(
      RunRecord run,
      RunRecord.State state,
      @Nullable Instant finished,
      @Nullable String reportJson) {
    return new RunRecord(
        run.id(),
        state,
        run.source(),
        run.sourceDigest(),
        run.schema(),
        run.stagingSchema(),
        run.planText(),
        run.options(),
        run.startedAt(),
        finished,
        reportJson);
  }

  static RunRecord withPlan(RunRecord run, String planText) {
    return new RunRecord(
        run.id(),
        run.state(),
        run.source(),
        run.sourceDigest(),
        run.schema(),
        run.stagingSchema(),
        planText,
        run.options(),
        run.startedAt(),
        run.finishedAt(),
        run.reportJson());
  }
}

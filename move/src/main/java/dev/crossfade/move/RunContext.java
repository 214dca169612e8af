package dev.crossfade.move;

import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Event;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.BulkLoader;
import dev.crossfade.core.store.Ledger;
import dev.crossfade.core.store.RejectSink;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.core.store.Source;
import dev.crossfade.core.store.Target;
import java.util.function.LongConsumer;

/**
 * What every step of a run needs.
 *
 * @param moveSource where from
 * @param moveTarget where to
 * @param run the run as it was begun
 * @param rejects the run's rejects so far
 * @param console where events go, and whether to stop
 */
record RunContext(
    MoveSource moveSource, MoveTarget moveTarget, RunRecord run, Rejects rejects, Console console) {

  /**
   * The way to the user.
   *
   * @param events where events go
   * @param cancellation whether to stop
   * @param pace called between two chunks, when no transaction is open, with the rows of the last
   *     one; what comes next waits until it returns
   */
  record Console(Events events, Cancellation cancellation, LongConsumer pace) {
    Console(Events events, Cancellation cancellation) {
      this(events, cancellation, rows -> {});
    }
  }

  Source source() {
    return moveSource.source();
  }

  Target target() {
    return moveTarget.target();
  }

  Ledger ledger() {
    return target().ledger();
  }

  String runId() {
    return run.id();
  }

  String staging() {
    return run.stagingSchema();
  }

  Cancellation cancellation() {
    return console.cancellation();
  }

  void emit(Event event) {
    console.events().emit(event);
  }

  void progress(String phase, String subject, long done, long total) {
    emit(new Event.Progress(phase, subject, done, total));
  }

  BulkLoader openLoader(CollectionPlan plan, RejectSink sink) {
    return target().loader(plan, staging(), runId(), sink);
  }
}

package dev.crossfade.core.live;

import dev.crossfade.core.live.LiveStore.Chunk;
import dev.crossfade.core.live.LiveStore.Picked;
import dev.crossfade.core.live.LiveStore.TakeRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One pass: brings a closed store to the state that the open one (or, in a switch, the one that was
 * open last) has in a snapshot. Idempotent; any number of processes may make passes at once, and
 * any of them may die anywhere.
 */
public final class Pass {
  private Pass() {}

  /**
   * Makes one pass and frees what it read.
   *
   * @throws dev.crossfade.core.error.CrossfadeException with code {@code CF-6001} when the target
   *     shows a pass that was not made from this source; nothing was applied then
   */
  public static PassResult run(LiveStore source, LiveStore target) {
    PassStep.Done done = run(source, target, begin(null));
    done.abandon();
    return done.result();
  }

  /** Makes one pass that reads the rows of single keys as well; the caller frees what was read. */
  static PassStep.Done run(LiveStore source, LiveStore target, Picked picked) {
    TakeRequest request = new TakeRequest(UUID.randomUUID().toString(), null, picked);
    return run(source, target, new PassStep.Look(request));
  }

  /** Makes a pass to its end; the caller frees what was read. */
  static PassStep.Done run(LiveStore source, LiveStore target, PassStep first) {
    PassStep step = first;
    while (true) {
      if (step instanceof PassStep.Done done) {
        return done;
      }
      step = next(step, source, target);
    }
  }

  private static PassStep next(PassStep step, LiveStore source, LiveStore target) {
    try {
      return step.next(source, target);
    } catch (RuntimeException | Error e) {
      step.abandon();
      throw e;
    }
  }

  /** The first step of a pass with an id of its own. */
  static PassStep begin(@Nullable Chunk chunk) {
    return new PassStep.Look(new TakeRequest(UUID.randomUUID().toString(), chunk));
  }
}

package dev.crossfade.core.live;

import dev.crossfade.core.live.LiveStore.TakeRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Passes of one process from one store to another. While they are applied one after the other, each
 * goes on from what the one before it left, so that the target is asked nothing in between.
 */
public final class Passes {
  private final LiveStore source;
  private final LiveStore target;
  private PassStep.@Nullable Done before;

  /**
   * @param source the store that is open
   * @param target the one that is closed
   */
  public Passes(LiveStore source, LiveStore target) {
    this.source = source;
    this.target = target;
  }

  /** The store that passes are made from. */
  public LiveStore source() {
    return source;
  }

  /** Makes one pass, see {@link Pass#run}. */
  public PassResult next() {
    PassStep.Done last = before;
    before = null;
    PassStep first =
        last == null
            ? Pass.begin(null)
            : PassStep.after(last, new TakeRequest(UUID.randomUUID().toString(), null));
    PassStep.Done done = Pass.run(source, target, first);
    done.abandon();
    before = done;
    return done.result();
  }
}

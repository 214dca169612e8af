package dev.crossfade.core.ops;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request to stop at the next place where stopping is clean. Safe for several threads. */
public final class Cancellation {
  private final AtomicBoolean requested = new AtomicBoolean();

  /** Asks for the stop. */
  public void request() {
    requested.set(true);
  }

  /** Whether somebody asked. */
  public boolean requested() {
    return requested.get();
  }

  /** Throws {@code CF-5201} when somebody asked. */
  public void check() {
    if (requested.get()) {
      throw new CrossfadeException(ErrorCode.CF_5201, "stopped at a checkpoint");
    }
  }
}

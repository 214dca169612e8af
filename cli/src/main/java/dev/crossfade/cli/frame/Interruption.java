package dev.crossfade.cli.frame;

import dev.crossfade.core.ops.Cancellation;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a request: the JVM runs shutdown hooks while all other threads go
 * on, so the hook asks for a stop and waits until the command has reached its checkpoint and said
 * how to resume. Only then does the process end, with status 130.
 */
final class Interruption {
  private static final long SECONDS_TO_CHECKPOINT = 60;

  private final Cancellation cancellation;
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Cancellation cancellation, PrintStream err) {
    this.cancellation = cancellation;
    hook = new Thread(() -> stop(err), "interruption");
  }

  static Interruption watch(Cancellation cancellation, PrintStream err) {
    Interruption interruption = new Interruption(cancellation, err);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** The command has ended and printed what it had to. */
  void finished() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The hook runs and finds the latch open.
    }
  }

  private void stop(PrintStream err) {
    if (finished.getCount() == 0) {
      return;
    }
    cancellation.request();
    err.print("\nStopping at the next checkpoint.\n");
    err.flush();
    try {
      if (!finished.await(SECONDS_TO_CHECKPOINT, TimeUnit.SECONDS)) {
        err.print("No checkpoint within a minute; stopped without one.\n");
        err.flush();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(Outcome.INTERRUPTED.status());
  }
}

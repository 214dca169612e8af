package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Cancellation;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits longer after each failure, and tells each trouble once, and once that it is over. */
final class Backoff {
  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 5000;

  private final Cancellation cancellation;
  private final Consumer<String> note;
  private long millis = FIRST_MILLIS;
  private @Nullable ErrorCode told;

  Backoff(Cancellation cancellation, Consumer<String> note) {
    this.cancellation = cancellation;
    this.note = note;
  }

  void failed(CrossfadeException failure) {
    if (told != failure.code()) {
      told = failure.code();
      note.accept(
          failure.code().code()
              + " "
              + failure.code().title()
              + ": "
              + failure.detail()
              + "; trying again");
    }
    sleep(cancellation, millis);
    millis = Math.min(LONGEST_MILLIS, millis * 2);
  }

  void worked() {
    if (told != null) {
      note.accept("It goes on: " + told.code() + " is over.");
      told = null;
    }
    millis = FIRST_MILLIS;
  }

  /** Waits, but not when somebody asks to stop. */
  static void sleep(Cancellation cancellation, long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!cancellation.requested() && end - System.nanoTime() > 0) {
      LockSupport.parkNanos(Math.min(20_000_000, end - System.nanoTime()));
    }
  }
}

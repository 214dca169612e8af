package dev.crossfade.facade.live;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/** Writers and a follower, in interleavings that a model checker chooses. */
class CommitSignalTest {
  private static final int INTERLEAVINGS = 200;
  private static final long LONG_NANOS = 3_600_000_000_000L;

  /** A follower that looked before a commit does not sleep over it. */
  @Test
  void noCommitIsMissed() {
    Lincheck.runConcurrentTest(
        INTERLEAVINGS,
        () -> {
          CommitSignal signal = new CommitSignal();
          long seen = signal.count();
          Thread writer = new Thread(signal::give);
          writer.start();
          if (!signal.await(seen, LONG_NANOS)) {
            throw new IllegalStateException("a commit was missed");
          }
          if (signal.count() != seen + 1) {
            throw new IllegalStateException("counted " + signal.count());
          }
        });
  }
}

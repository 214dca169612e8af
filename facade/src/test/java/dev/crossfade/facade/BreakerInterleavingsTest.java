package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/** Callers of a breaker, in interleavings that a model checker chooses. */
class BreakerInterleavingsTest {
  private static final int INTERLEAVINGS = 100;
  private static final int FAILURES = 3;

  /** The clock of these tests: every pause is over at once, or never. */
  private static final long OVER = Long.MAX_VALUE / 2;

  /** Whoever comes while another one tries is refused; the store sees one call. */
  @Test
  void oneCallerTriesAStoreThatIsAway() {
    Lincheck.runConcurrentTest(
        INTERLEAVINGS,
        () -> {
          Calls calls = new Calls();
          Breaker breaker = opened(calls);
          Thread other = new Thread(() -> attempt(breaker, calls));
          other.start();
          attempt(breaker, calls);
          join(other);
          require(calls.most <= 1, "two callers try at once");
          require(calls.made >= 1, "nobody tries");
          require(!breaker.isOpen(), "it refuses calls though the store answered");
          attempt(breaker, calls);
          require(calls.answered == calls.made, "a caller was told something else");
        });
  }

  /** A caller is told what its own call did, whatever becomes of others. */
  @Test
  void everyCallerIsToldWhatItsCallDid() {
    Lincheck.runConcurrentTest(
        INTERLEAVINGS,
        () -> {
          Breaker breaker = new Breaker(Failures::isAway, () -> 0, () -> {});
          Thread other =
              new Thread(
                  () -> {
                    for (int i = 0; i < 2; i++) {
                      require(!fails(breaker), "told as done");
                    }
                  });
          other.start();
          int[] made = {0};
          int told = 0;
          for (int i = 0; i < 2; i++) {
            try {
              told += breaker.call(() -> ++made[0] - made[0] + 1);
            } catch (CrossfadeException refused) {
              require(refused.code() == ErrorCode.CF_7202, "refused by another code");
            }
          }
          join(other);
          require(told == made[0], "a call is not told as it was");
        });
  }

  private static Breaker opened(Calls calls) {
    Breaker breaker = new Breaker(Failures::isAway, () -> calls.nanos, () -> {});
    for (int i = 0; i < FAILURES; i++) {
      fails(breaker);
    }
    require(breaker.isOpen(), "it lets everybody wait");
    calls.nanos = OVER;
    return breaker;
  }

  private static boolean fails(Breaker breaker) {
    try {
      breaker.call(
          () -> {
            throw new CrossfadeException(ErrorCode.CF_7303, "away");
          });
      return true;
    } catch (CrossfadeException expected) {
      return false;
    }
  }

  private static void attempt(Breaker breaker, Calls calls) {
    try {
      breaker.call(
          () -> {
            boolean trying = breaker.isOpen();
            calls.begin(trying);
            calls.end(trying);
            return true;
          });
      calls.answer();
    } catch (CrossfadeException refused) {
      require(refused.code() == ErrorCode.CF_7202, "refused by another code");
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // The model checker follows every call in there: an assertion library would be all it does.
  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }

  /** What a store sees. */
  private static final class Calls {
    private volatile long nanos;
    private int under;
    private int most;
    private int made;
    private int answered;

    private synchronized void begin(boolean trying) {
      made++;
      if (trying) {
        under++;
        most = Math.max(most, under);
      }
    }

    private synchronized void end(boolean trying) {
      if (trying) {
        under--;
      }
    }

    private synchronized void answer() {
      answered++;
    }
  }
}

package dev.crossfade.core.store;

import dev.crossfade.core.value.RowBatch;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reader and taker, in interleavings that a model checker chooses. */
class PrefetchingScanTest {
  private static final int INTERLEAVINGS = 60;
  private static final int BATCHES = 3;

  @ParameterizedTest
  @ValueSource(ints = {0, 2, BATCHES + 1})
  void rowsComeInOrderAndTheScanIsClosedOnceItsReaderHasLeftIt(int taken) {
    Lincheck.runConcurrentTest(
        INTERLEAVINGS,
        () -> {
          Batches batches = new Batches();
          try (PrefetchingScan scan = new PrefetchingScan(batches, "test")) {
            for (int i = 1; i <= taken; i++) {
              PrefetchingScan.Filled filled = scan.take();
              require(filled.position().equals(batches.at(i)), "out of order");
              require(filled.last() == (i == BATCHES + 1), "the end is told at the wrong place");
              scan.release(filled.batch());
            }
          }
          require(batches.closed, "left open");
        });
  }

  // The model checker follows every call in there: an assertion library would be all it does.
  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }

  /** A scan that notices when it is closed while it is being read. */
  private static final class Batches implements RowScan {
    private int given;
    private boolean reading;
    private boolean closed;

    @Override
    public boolean next(RowBatch batch) {
      require(!closed, "read after it was closed");
      reading = true;
      given++;
      reading = false;
      return given <= BATCHES;
    }

    Position at(int batch) {
      return new Position(String.valueOf(batch));
    }

    @Override
    public Position position() {
      return at(given);
    }

    @Override
    public void close() {
      require(!reading, "closed while it was read");
      closed = true;
    }
  }
}

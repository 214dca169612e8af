package dev.crossfade.core.store;

import dev.crossfade.core.value.RowBatch;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads ahead on a thread of its own: a bounded hand-over of batches, so that reading and what is
 * done with the rows overlap while memory stays flat. Batches go back to the reader by {@link
 * #release}.
 */
public final class PrefetchingScan implements AutoCloseable {
  private static final int BATCHES = 6;
  private static final int BATCH_BYTES = 512 * 1024;

  private final RowScan scan;
  private final BlockingQueue<Filled> filled = new ArrayBlockingQueue<>(BATCHES + 1);
  private final BlockingQueue<RowBatch> free = new ArrayBlockingQueue<>(BATCHES);
  private final Thread reader;
  private volatile boolean closed;

  /**
   * Rows, and the place behind them.
   *
   * @param batch the rows, owned by the taker until it gives them back
   * @param position where a scan would go on after them
   */
  public record Filled(@Nullable RowBatch batch, Position position, @Nullable Throwable failure) {}

  /**
   * Starts reading.
   *
   * @param scan closed with this
   * @param name for the thread
   */
  public PrefetchingScan(RowScan scan, String name) {
    this.scan = scan;
    for (int i = 0; i < BATCHES; i++) {
      free.add(new RowBatch(BATCH_BYTES));
    }
    reader = new Thread(this::read, "crossfade-read-" + name);
    reader.setDaemon(true);
    reader.start();
  }

  /** The next rows, or null behind the last. Rethrows what the reader failed with. */
  public @Nullable Filled take() {
    Filled next = uninterruptibly(filled);
    if (next.failure() instanceof RuntimeException failure) {
      throw failure;
    }
    if (next.failure() instanceof Error error) {
      throw error;
    }
    return next.batch() == null ? null : next;
  }

  /** Gives a batch back for reading. */
  public void release(RowBatch batch) {
    free.add(batch);
  }

  private void read() {
    try {
      while (!closed) {
        RowBatch batch = free.take();
        if (closed || !scan.next(batch)) {
          break;
        }
        filled.put(new Filled(batch, scan.position(), null));
      }
      filled.put(new Filled(null, Position.START, null));
    } catch (InterruptedException e) {
      // Only close() interrupts; nobody waits for more.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      filled.add(new Filled(null, Position.START, e));
    }
  }

  private static <T> T uninterruptibly(BlockingQueue<T> queue) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return queue.take();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Stops the reader and closes the scan underneath once the reader has left it. */
  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    scan.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

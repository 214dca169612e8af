package dev.crossfade.core.store;

import dev.crossfade.core.value.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads ahead on a thread of its own: a bounded hand-over of batches, so that reading and what is
 * done with the rows overlap while memory stays flat. Batches go back to the reader by {@link
 * #release}.
 */
public final class PrefetchingScan implements AutoCloseable {
  private static final int BATCHES = 6;
  private static final int BATCH_BYTES = 512 * 1024;

  private final List<RejectedRecord> rejects = new ArrayList<>();
  private final BlockingQueue<Handover> filled = new ArrayBlockingQueue<>(BATCHES + 2);
  private final BlockingQueue<RowBatch> free = new ArrayBlockingQueue<>(BATCHES);
  private final RowScan scan;
  private final Thread reader;
  private int made;
  private volatile boolean closed;

  /**
   * Rows, and the place behind them.
   *
   * @param batch the rows, owned by the taker until released; without rows at the end
   * @param position where a scan would go on after them
   * @param rejects records before that place which could not be read as rows
   * @param last whether nothing follows
   */
  public record Filled(
      RowBatch batch, Position position, List<RejectedRecord> rejects, boolean last) {}

  private record Handover(@Nullable Filled filled, @Nullable Throwable failure) {}

  /**
   * Starts reading.
   *
   * @param scan closed with this
   * @param name for the thread
   */
  public PrefetchingScan(RowScan scan, String name) {
    this(name, sink -> scan);
  }

  /**
   * Starts reading a scan that may meet records which are no rows.
   *
   * @param name for the thread
   * @param open opens the scan with the sink that it must use
   */
  public PrefetchingScan(String name, Function<RejectSink, RowScan> open) {
    scan = open.apply(rejects::add);
    reader = new Thread(this::read, "crossfade-read-" + name);
    reader.setDaemon(true);
    reader.start();
  }

  /** The next rows; the last hand-over says so. Rethrows what the reader failed with. */
  public Filled take() {
    Handover next = uninterruptibly(filled);
    if (next.failure() instanceof RuntimeException failure) {
      throw failure;
    }
    if (next.failure() instanceof Error error) {
      throw error;
    }
    Filled rows = next.filled();
    if (rows == null) {
      throw new IllegalStateException("the reader ended without a word");
    }
    return rows;
  }

  /** Gives a batch back for reading. */
  public void release(RowBatch batch) {
    free.add(batch);
  }

  private void read() {
    try {
      boolean more = true;
      while (more && !closed) {
        RowBatch batch = empty();
        more = scan.next(batch);
        if (!more) {
          batch.clear();
        }
        Filled rows = new Filled(batch, scan.position(), List.copyOf(rejects), !more);
        rejects.clear();
        filled.put(new Handover(rows, null));
      }
    } catch (InterruptedException e) {
      // Only close() interrupts; nobody waits for more.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      filled.add(new Handover(null, e));
    }
  }

  /** Only as many batches as are under way at once: a scan of few rows takes one or two. */
  private RowBatch empty() throws InterruptedException {
    RowBatch batch = free.poll();
    if (batch != null) {
      return batch;
    }
    if (made == BATCHES) {
      return free.take();
    }
    made++;
    return new RowBatch(BATCH_BYTES);
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

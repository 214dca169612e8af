package dev.crossfade.core.live;

import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import org.jspecify.annotations.Nullable;

/** A {@link Spool} that starts a temporary file only when its rows outgrow a limit of memory. */
public final class RowSpool implements Spool {
  /** Bytes kept in memory where nothing else is asked for. */
  public static final int DEFAULT_MEMORY = 4 << 20;

  /** The same for the chunk of a verification, of which two are under way at once. */
  public static final int CHUNK_MEMORY = 8 << 20;

  // What is handed to a reader at once, and what is written to the file at once.
  static final int BLOCK_BYTES = 256 << 10;

  private final int memory;
  private RowBatch tail = new RowBatch(256);
  private @Nullable SpoolFile file;
  private long rows;
  private boolean read;

  /** A spool with {@link #DEFAULT_MEMORY}. */
  public RowSpool() {
    this(DEFAULT_MEMORY);
  }

  /**
   * @param memory bytes of encoded rows to keep in memory before a file is used
   */
  public RowSpool(int memory) {
    this.memory = memory;
  }

  @Override
  public void add(RowBatch batch) {
    if (read) {
      throw new IllegalStateException("a spool that was read takes no more rows");
    }
    for (int row = 0; row < batch.rows(); row++) {
      int length = batch.end(row) - batch.start(row);
      if (tail.rows() > 0 && (long) tail.size() + length > limit()) {
        spill();
      }
      tail.putRow(batch.data(), batch.start(row), length);
    }
    rows += batch.rows();
  }

  private int limit() {
    return file == null ? memory : BLOCK_BYTES;
  }

  private void spill() {
    SpoolFile to = file;
    if (to == null) {
      to = new SpoolFile();
      file = to;
    }
    int from = 0;
    while (from < tail.rows()) {
      int end = blockEnd(tail, from);
      to.append(tail, from, end);
      from = end;
    }
    tail.clear();
  }

  /** The row behind the block that begins with {@code from}: at least one row is in it. */
  private static int blockEnd(RowBatch batch, int from) {
    int end = from + 1;
    while (end < batch.rows() && batch.end(end) - batch.start(from) <= BLOCK_BYTES) {
      end++;
    }
    return end;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public RowScan scan() {
    read = true;
    return new SpoolScan(file, tail);
  }

  @Override
  public void close() {
    SpoolFile open = file;
    file = null;
    tail = new RowBatch(64);
    rows = 0;
    read = true;
    if (open != null) {
      open.close();
    }
  }

  /** Blocks of the file, then what never went to it. */
  private static final class SpoolScan implements RowScan {
    private final @Nullable SpoolFile file;
    private final RowBatch tail;
    private long offset;
    private int row;

    SpoolScan(@Nullable SpoolFile file, RowBatch tail) {
      this.file = file;
      this.tail = tail;
    }

    @Override
    public boolean next(RowBatch batch) {
      batch.clear();
      if (file != null && offset < file.size()) {
        offset = file.read(offset, batch);
        return true;
      }
      if (row >= tail.rows()) {
        return false;
      }
      int end = blockEnd(tail, row);
      while (row < end) {
        batch.putRow(tail.data(), tail.start(row), tail.end(row) - tail.start(row));
        row++;
      }
      return true;
    }

    @Override
    public Position position() {
      return Position.START;
    }

    @Override
    public void close() {
      // The spool owns its file; another scan may follow.
    }
  }
}

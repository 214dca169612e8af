package dev.crossfade.files.io;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Says whether all of many 64-bit hashes differ, in bounded memory: sorted runs of a million are
 * written to a temporary file and merged. Equal values have equal hashes, so a duplicate is never
 * missed; two values of one hash (1 in 300,000 at ten million) only make a key look like none.
 */
public final class Uniqueness implements Closeable {
  private final int runLength;
  private final List<Path> runs = new ArrayList<>();
  private long[] buffer;
  private int count;
  private boolean duplicate;

  /** A check that keeps at most a million hashes in memory. */
  public Uniqueness() {
    this(1 << 20);
  }

  Uniqueness(int runLength) {
    this.runLength = runLength;
    buffer = new long[Math.min(1024, runLength)];
  }

  /** Takes one hash. */
  public void add(long hash) {
    if (duplicate) {
      return;
    }
    if (count == buffer.length) {
      if (count < runLength) {
        buffer = Arrays.copyOf(buffer, Math.min(runLength, count * 2));
      } else {
        spill();
      }
    }
    buffer[count++] = hash;
  }

  /** Whether no two hashes so far were equal. */
  public boolean unique() {
    if (duplicate) {
      return false;
    }
    if (runs.isEmpty()) {
      sort();
      return !duplicate;
    }
    if (count > 0) {
      spill();
    }
    return !duplicate && merge();
  }

  private void sort() {
    Arrays.sort(buffer, 0, count);
    for (int i = 1; i < count; i++) {
      if (buffer[i] == buffer[i - 1]) {
        duplicate = true;
        return;
      }
    }
  }

  private void spill() {
    sort();
    if (duplicate) {
      count = 0;
      return;
    }
    try {
      Path run = Files.createTempFile("crossfade-keys", ".run");
      runs.add(run);
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), 1 << 16))) {
        for (int i = 0; i < count; i++) {
          out.writeLong(buffer[i]);
        }
      }
    } catch (IOException e) {
      throw new CrossfadeException(
          ErrorCode.CF_2002, "temporary file for keys: " + e.getMessage(), e);
    }
    count = 0;
  }

  private boolean merge() {
    PriorityQueue<Run> queue = new PriorityQueue<>();
    List<Run> open = new ArrayList<>();
    try {
      for (Path path : runs) {
        Run run = new Run(path);
        open.add(run);
        if (run.advance()) {
          queue.add(run);
        }
      }
      return distinct(queue);
    } catch (IOException e) {
      throw new CrossfadeException(
          ErrorCode.CF_2002, "temporary file for keys: " + e.getMessage(), e);
    } finally {
      open.forEach(Run::close);
    }
  }

  private static boolean distinct(PriorityQueue<Run> queue) throws IOException {
    boolean first = true;
    long last = 0;
    while (true) {
      Run run = queue.poll();
      if (run == null) {
        return true;
      }
      if (!first && run.head == last) {
        return false;
      }
      first = false;
      last = run.head;
      if (run.advance()) {
        queue.add(run);
      }
    }
  }

  @Override
  public void close() {
    buffer = new long[0];
    count = 0;
    for (Path run : runs) {
      try {
        Files.deleteIfExists(run);
      } catch (IOException e) {
        run.toFile().deleteOnExit();
      }
    }
    runs.clear();
  }

  private static final class Run implements Comparable<Run> {
    private final DataInputStream in;
    private long head;

    Run(Path path) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 14));
    }

    boolean advance() throws IOException {
      try {
        head = in.readLong();
        return true;
      } catch (EOFException e) {
        return false;
      }
    }

    void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new CrossfadeException(
            ErrorCode.CF_2002, "temporary file for keys: " + e.getMessage(), e);
      }
    }

    @Override
    public int compareTo(Run other) {
      return Long.compare(head, other.head);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}

package dev.crossfade.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks from outside at the locks that processes hold on a SQLite file in WAL mode, every 2 ms, as
 * the kernel lists them (Linux, {@code /proc/locks}): the right to write is byte 120 of the shared
 * memory file, a snapshot is one of the bytes 123 to 127. What lasts less than 2 ms is mostly not
 * seen, so that percentiles are rather too high; two that follow each other at once are one.
 */
final class LockProbe implements AutoCloseable {
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final long EVERY_NANOS = 2_000_000;
  private static final int TRIES = 500;
  private static final int WRITE = 120;
  private static final int FIRST_SNAPSHOT = 123;
  private static final int LAST_SNAPSHOT = 127;

  private final String inode;
  private final Map<Held, Long> held = new HashMap<>();
  private final Map<Held, List<Double>> ended = new HashMap<>();
  private final Thread thread = new Thread(this::watch, "locks");
  private volatile boolean closed;

  private record Held(long pid, int slot) {}

  private LockProbe(Path file) throws IOException {
    inode = ":" + Files.getAttribute(Path.of(file + "-shm"), "unix:ino") + " ";
    thread.setDaemon(true);
    thread.start();
  }

  /** Watches until it is closed; the program that writes the file must run. */
  static LockProbe of(Path file) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES && !Files.exists(Path.of(file + "-shm")); i++) {
      Thread.sleep(EVERY_NANOS / 100_000);
    }
    return new LockProbe(file);
  }

  private void watch() {
    while (!closed) {
      look();
      LockSupport.parkNanos(EVERY_NANOS);
    }
  }

  private void look() {
    Set<Held> now = new HashSet<>();
    try {
      for (String line : Files.readAllLines(LOCKS)) {
        if (line.contains(inode) && !line.contains("->")) {
          add(line.trim().split("\\s+"), now);
        }
      }
    } catch (IOException e) {
      return; // Not Linux.
    }
    long nanos = System.nanoTime();
    synchronized (ended) {
      held.entrySet()
          .removeIf(
              one -> {
                boolean over = !now.contains(one.getKey());
                if (over) {
                  double millis = (nanos - one.getValue()) / 1e6;
                  ended.computeIfAbsent(one.getKey(), key -> new ArrayList<>()).add(millis);
                }
                return over;
              });
      now.forEach(one -> held.putIfAbsent(one, nanos));
    }
  }

  /** The fields: number, POSIX, ADVISORY, READ or WRITE, process, inode, first and last byte. */
  private static void add(String[] fields, Set<Held> now) {
    long pid = Long.parseLong(fields[4]);
    long first = Long.parseLong(fields[6]);
    long last = fields[7].equals("EOF") ? Long.MAX_VALUE : Long.parseLong(fields[7]);
    if (fields[3].equals("WRITE") && first <= WRITE && last >= WRITE) {
      now.add(new Held(pid, WRITE));
    }
    for (int slot = FIRST_SNAPSHOT; slot <= LAST_SNAPSHOT; slot++) {
      if (fields[3].equals("READ") && first <= slot && last >= slot) {
        now.add(new Held(pid, slot));
      }
    }
  }

  /** Milliseconds that so many of a hundred write locks of all processes but one lasted at most. */
  double writeOfOthers(double percent, long program) {
    return of(percent, one -> one.slot() == WRITE && one.pid() != program);
  }

  /** The same of these processes. */
  double write(double percent, Set<Long> processes) {
    return of(percent, one -> one.slot() == WRITE && processes.contains(one.pid()));
  }

  /** The same for snapshots of all processes but one. */
  double snapshotOfOthers(double percent, long program) {
    return of(percent, one -> one.slot() != WRITE && one.pid() != program);
  }

  private double of(double percent, java.util.function.Predicate<Held> which) {
    synchronized (ended) {
      double[] millis =
          ended.entrySet().stream()
              .filter(entry -> which.test(entry.getKey()))
              .flatMap(entry -> entry.getValue().stream())
              .mapToDouble(Double::doubleValue)
              .toArray();
      return millis.length == 0 ? 0 : LiveProgram.percentile(millis, percent);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}

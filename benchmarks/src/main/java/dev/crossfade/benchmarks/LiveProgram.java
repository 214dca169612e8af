package dev.crossfade.benchmarks;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A {@link LiveWriter} that runs, and what it noted. */
final class LiveProgram implements AutoCloseable {
  private static final int NOTE_BYTES = 24;
  private static final long POLL_MILLIS = 20;

  private final Path notes;
  private final Process process;

  private LiveProgram(Path notes, Process process) {
    this.notes = notes;
    this.process = process;
  }

  /**
   * One acknowledged transaction.
   *
   * @param highest the highest number written so far
   * @param micros when, since 1970
   * @param nanos how long after it was due
   */
  record Note(long highest, long micros, long nanos) {}

  /**
   * Starts one; see {@link LiveWriter#main}.
   *
   * @param rate transactions a second, 0 for as many as can be
   */
  static LiveProgram start(Path file, String kind, long rate, int rows, long seconds)
      throws IOException {
    Path notes = file.resolveSibling("notes");
    Files.deleteIfExists(notes);
    List<String> line =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            LiveWriter.class.getName(),
            file.toString(),
            kind,
            Long.toString(rate),
            Integer.toString(rows),
            Long.toString(seconds),
            notes.toString());
    Process process =
        new ProcessBuilder(line)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new LiveProgram(notes, process);
  }

  long pid() {
    return process.pid();
  }

  boolean runs() {
    return process.isAlive();
  }

  /** Waits until it is about to write. */
  void awaitFirst() throws IOException, InterruptedException {
    while (process.isAlive() && !Files.exists(notes)) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Waits for its end. */
  List<Note> await() throws IOException, InterruptedException {
    if (process.waitFor() != 0) {
      throw new IOException("the writing program failed");
    }
    List<Note> found = new ArrayList<>();
    long count = Files.size(notes) / NOTE_BYTES;
    try (DataInputStream in =
        new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(notes)))) {
      for (long i = 0; i < count; i++) {
        found.add(new Note(in.readLong(), in.readLong(), in.readLong()));
      }
    }
    return found;
  }

  /** Ends it. */
  List<Note> stop() throws IOException, InterruptedException {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException ended) {
      // By itself, when the file was closed to it.
    }
    return await();
  }

  /** The time that so many of a hundred transactions stay within, in milliseconds after due. */
  static double waited(List<Note> notes, double percent) {
    return percentile(notes.stream().mapToDouble(note -> note.nanos() / 1e6).toArray(), percent);
  }

  /** Transactions a second. */
  static double rate(List<Note> notes) {
    long micros = notes.get(notes.size() - 1).micros() - notes.get(0).micros();
    return (notes.size() - 1) * 1e6 / micros;
  }

  static double percentile(double[] values, double percent) {
    Arrays.sort(values);
    int at = (int) Math.ceil(values.length * percent / 100) - 1;
    return values.length == 0 ? Double.NaN : values[Math.max(0, at)];
  }

  @Override
  public void close() {
    process.destroy();
  }
}

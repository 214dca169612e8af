package dev.crossfade.cli.demo.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at PostgreSQL while everything is under way: often, to see when each transaction arrives,
 * and now and then at all rows, which must be one past state of the application.
 */
final class Watch {
  private static final long PAUSE_NANOS = 2_000_000;
  private static final long BETWEEN_SAMPLES_NANOS = 1_500_000_000;

  private final Path folder;
  private final Notes notes;
  private final Store store;
  private final Map<Integer, Long> last = new HashMap<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private int samples;
  private final List<String> faults = new ArrayList<>();

  private record Arrival(int writer, long number, long time) {}

  Watch(Path folder, Notes notes, Store store) {
    this.folder = folder;
    this.notes = notes;
    this.store = store;
  }

  boolean run() throws SQLException, IOException {
    try (Connection connection = store.open();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT writer, last_done FROM " + store.prefix() + "progress")) {
      long nextSample = System.nanoTime();
      AtomicBoolean ended = EndOfInput.watch();
      while (!ended.get()) {
        poll(query);
        if (System.nanoTime() - nextSample >= 0) {
          sample();
          nextSample = System.nanoTime() + BETWEEN_SAMPLES_NANOS;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    report();
    return faults.isEmpty();
  }

  private void poll(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      long now = Journal.now();
      while (rows.next()) {
        int writer = rows.getInt(1);
        long number = rows.getLong(2);
        Long before = last.put(writer, number);
        for (long i = before == null ? number + 1 : before + 1; i <= number; i++) {
          arrivals.add(new Arrival(writer, i, now));
        }
        if (before != null && before > number) {
          faults.add("writer " + writer + " went back from " + before + " to " + number);
        }
      }
    }
  }

  private void sample() throws SQLException, IOException {
    Contents contents = Judge.read(store);
    notes.refresh();
    samples++;
    faults.addAll(Verdict.of(notes, contents));
  }

  private void report() throws IOException {
    notes.refresh();
    long[] lags = lags();
    Judge.print("samples", samples);
    Judge.print("torn", faults.size());
    faults.stream().limit(20).forEach(fault -> Judge.print("fault", fault));
    Judge.print("measured", lags.length);
    for (int percent : new int[] {50, 90, 99, 100}) {
      Judge.print(
          "lag." + percent, lags.length == 0 ? -1 : lags[(lags.length - 1) * percent / 100]);
    }
  }

  /** From the acknowledgement to the arrival, microseconds, sorted; without times noted. */
  private long[] lags() throws IOException {
    List<long[]> left = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(Judge.TIMES))) {
      String[] words = line.split(" ");
      left.add(new long[] {Long.parseLong(words[1]), Long.parseLong(words[2])});
    }
    long[] lags =
        arrivals.stream()
            .filter(arrival -> measured(arrival, left))
            .mapToLong(arrival -> Math.max(0, arrival.time() - acknowledged(arrival)))
            .toArray();
    Arrays.sort(lags);
    return lags;
  }

  private boolean measured(Arrival arrival, List<long[]> left) {
    Notes.Transaction write = write(arrival);
    return write.store.equals("sqlite")
        && left.stream()
            .noneMatch(time -> write.acknowledged >= time[0] && write.acknowledged <= time[1]);
  }

  private long acknowledged(Arrival arrival) {
    return write(arrival).acknowledged;
  }

  private Notes.Transaction write(Arrival arrival) {
    return notes.of(arrival.writer(), arrival.number());
  }
}

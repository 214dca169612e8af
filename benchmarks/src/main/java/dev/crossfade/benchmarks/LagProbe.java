package dev.crossfade.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the target now and then for the highest number that can be read there. What is read was
 * committed before, so a lag by this measure is at most a pause and a question too long. Questions
 * take their share of the processors.
 */
final class LagProbe implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement query;
  private final long pauseNanos;
  private final List<long[]> seen = new ArrayList<>();

  /**
   * @param url of JDBC
   * @param pauseMillis between two questions
   */
  LagProbe(String url, String table, long pauseMillis) throws SQLException {
    pauseNanos = TimeUnit.MILLISECONDS.toNanos(pauseMillis);
    connection = DriverManager.getConnection(url);
    query = connection.prepareStatement("SELECT coalesce(max(id), 0) FROM " + table);
  }

  /** Asks as long as the program runs, and until what it wrote has come. */
  List<LiveProgram.Note> watch(LiveProgram program, long limitSeconds) throws Exception {
    long highest = 0;
    while (program.runs()) {
      highest = look(highest);
    }
    List<LiveProgram.Note> notes = program.await();
    long end = System.nanoTime() + limitSeconds * 1_000_000_000;
    while (highest < notes.get(notes.size() - 1).highest()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("what was written did not come over");
      }
      highest = look(highest);
    }
    return notes;
  }

  private long look(long before) throws SQLException {
    LockSupport.parkNanos(pauseNanos);
    try (ResultSet row = query.executeQuery()) {
      row.next();
      long highest = row.getLong(1);
      if (highest > before) {
        seen.add(new long[] {highest, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())});
      }
      return highest;
    }
  }

  /** Milliseconds from acknowledgement to sight, for each transaction. */
  double[] lags(List<LiveProgram.Note> notes) {
    double[] lags = new double[notes.size()];
    int at = 0;
    for (int i = 0; i < lags.length; i++) {
      while (seen.get(at)[0] < notes.get(i).highest()) {
        at++;
      }
      lags[i] = (seen.get(at)[1] - notes.get(i).micros()) / 1000.0;
    }
    return lags;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

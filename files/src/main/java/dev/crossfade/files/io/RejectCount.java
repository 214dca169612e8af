package dev.crossfade.files.io;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.store.RejectSink;
import dev.crossfade.core.store.RejectedRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts rejects by code and remembers where the first of each stands. */
public final class RejectCount implements RejectSink {
  private final Map<ErrorCode, Long> counts = new EnumMap<>(ErrorCode.class);
  private final Map<ErrorCode, RejectedRecord> firsts = new EnumMap<>(ErrorCode.class);
  private long total;

  @Override
  public void reject(RejectedRecord rejected) {
    total++;
    counts.merge(rejected.code(), 1L, Long::sum);
    firsts.computeIfAbsent(rejected.code(), code -> withoutBytes(rejected));
  }

  private static RejectedRecord withoutBytes(RejectedRecord rejected) {
    return new RejectedRecord(
        rejected.collection(),
        rejected.locator(),
        rejected.column(),
        rejected.code(),
        rejected.detail(),
        new byte[0],
        new byte[0]);
  }

  /** How many there were. */
  public long total() {
    return total;
  }

  /** A problem for each code. */
  public List<Problem> problems(String collection) {
    List<Problem> problems = new ArrayList<>();
    firsts.forEach(
        (code, first) ->
            problems.add(
                new Problem(
                    code,
                    collection,
                    "first at " + first.locator() + ": " + first.detail(),
                    counts.getOrDefault(code, 0L))));
    return problems;
  }
}

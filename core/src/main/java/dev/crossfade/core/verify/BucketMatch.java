package dev.crossfade.core.verify;

import dev.crossfade.core.store.PrefetchingScan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the rows of a group of buckets from both sides and matches them. */
final class BucketMatch {
  private final Equality equality;
  private final Findings findings;

  BucketMatch(Equality equality, Findings findings) {
    this.equality = equality;
    this.findings = findings;
  }

  void match(BucketGroup group, RowScan source, RowScan target, DeadRows dead) {
    List<byte[]> left = collect(source, group, dead);
    List<byte[]> right = collect(target, group, new DeadRows());
    removeEqual(left, right);
    if (equality.keyed()) {
      mergeByKey(left, right);
    } else {
      left.forEach(findings::missing);
      right.forEach(findings::extra);
    }
  }

  private List<byte[]> collect(RowScan scan, BucketGroup group, DeadRows dead) {
    List<byte[]> rows = new ArrayList<>();
    try (PrefetchingScan ahead = new PrefetchingScan(scan, "match")) {
      RowCursor row = new RowCursor(ahead);
      while (row.next()) {
        if (group.buckets().get(Buckets.bucket(equality, row.data(), row.start(), row.end()))) {
          Digest hash = hash(row.data(), row.start(), row.end());
          if (!dead.remove(hash.high(), hash.low())) {
            rows.add(row.copy());
          }
        }
      }
    }
    return rows;
  }

  /** Takes away what both lists hold, as often as both hold it. */
  private void removeEqual(List<byte[]> left, List<byte[]> right) {
    Map<Digest, Integer> counts = new HashMap<>();
    right.forEach(row -> counts.merge(hash(row, 0, row.length), 1, Integer::sum));
    Map<Digest, Integer> shared = new HashMap<>();
    left.removeIf(
        row -> {
          Digest hash = hash(row, 0, row.length);
          Integer there = counts.get(hash);
          if (there == null || there == 0) {
            return false;
          }
          counts.put(hash, there - 1);
          shared.merge(hash, 1, Integer::sum);
          return true;
        });
    right.removeIf(
        row -> {
          Digest hash = hash(row, 0, row.length);
          Integer gone = shared.get(hash);
          if (gone == null || gone == 0) {
            return false;
          }
          shared.put(hash, gone - 1);
          return true;
        });
  }

  private void mergeByKey(List<byte[]> left, List<byte[]> right) {
    Comparator<byte[]> byKey =
        (a, b) -> equality.order().compareRows(a, 0, a.length, b, 0, b.length);
    left.sort(byKey);
    right.sort(byKey);
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      int order =
          i >= left.size() ? 1 : j >= right.size() ? -1 : byKey.compare(left.get(i), right.get(j));
      if (order < 0) {
        findings.missing(left.get(i++));
      } else if (order > 0) {
        findings.extra(right.get(j++));
      } else {
        findings.differing(left.get(i++), right.get(j++));
      }
    }
  }

  private Digest hash(byte[] data, int start, int end) {
    equality.digester().hash(data, start, end);
    return new Digest(1, equality.digester().high(), equality.digester().low());
  }
}

package dev.crossfade.core.verify;

import dev.crossfade.core.value.Digest;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowDigester;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects differences: counts all, keeps the first. */
final class Findings {
  private final Equality equality;
  private final int limit;
  private final List<Difference> listed = new ArrayList<>();
  private long missing;
  private long extra;
  private long differing;

  Findings(Equality equality, int limit) {
    this.equality = equality;
    this.limit = limit;
  }

  void missing(byte[] row) {
    missing++;
    list(Difference.Kind.MISSING, row, new byte[0], List.of());
  }

  void extra(byte[] row) {
    extra++;
    list(Difference.Kind.EXTRA, new byte[0], row, List.of());
  }

  void differing(byte[] source, byte[] target) {
    differing++;
    List<Integer> columns = new ArrayList<>();
    RowDigester rows = equality.digester();
    int column = 0;
    while (true) {
      column = rows.firstDifference(source, 0, source.length, target, 0, target.length, column);
      if (column < 0) {
        break;
      }
      columns.add(column++);
    }
    list(Difference.Kind.DIFFERING, source, target, columns);
  }

  boolean full() {
    return listed.size() >= limit;
  }

  ComparisonResult result(Digest source, Digest target, long deadLetters, boolean complete) {
    return new ComparisonResult(
        source, target, deadLetters, missing, extra, differing, complete, List.copyOf(listed));
  }

  private void list(Difference.Kind kind, byte[] source, byte[] target, List<Integer> columns) {
    if (full()) {
      return;
    }
    byte[] row = source.length > 0 ? source : target;
    KeyOrder order = equality.order();
    byte[] key = equality.keyed() ? order.extract(row, 0, row.length) : row;
    listed.add(new Difference(kind, key, source, target, columns));
  }

  static byte[] copy(byte[] data, int start, int end) {
    return Arrays.copyOfRange(data, start, end);
  }
}

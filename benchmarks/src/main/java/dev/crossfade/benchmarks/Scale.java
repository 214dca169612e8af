package dev.crossfade.benchmarks;

import java.util.List;

/**
 * How much is measured.
 *
 * @param name as it was asked for
 * @param narrowRows rows of the CSV and JSONL files
 * @param sizes rows of the tables of the series
 * @param liveRows rows of the table that is followed
 * @param memory whether the large sources are moved in a small heap
 */
record Scale(String name, int narrowRows, List<Integer> sizes, int liveRows, boolean memory) {
  /** The table that peers are compared on. */
  static final int TABLE_ROWS = 1_000_000;

  static final int MANY_ROWS = 10_000_000;
  static final long LARGE_FILE_BYTES = 2L << 30;

  static Scale of(String name) {
    return switch (name) {
      case "quick" ->
          new Scale(name, 1_000_000, List.of(10_000, 100_000, 1_000_000), 1_000_000, false);
      case "full" ->
          new Scale(
              name,
              5_000_000,
              List.of(10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, MANY_ROWS),
              MANY_ROWS,
              true);
      default -> throw new IllegalArgumentException("expected quick or full but was " + name);
    };
  }
}

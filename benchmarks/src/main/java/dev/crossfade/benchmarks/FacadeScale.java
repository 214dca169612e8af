package dev.crossfade.benchmarks;

import java.util.List;

/**
 * How much of stores of applications is measured in a round.
 *
 * @param slices how often contenders take turns
 * @param sliceMillis how long a turn lasts
 * @param sizes keys of the stores of which the database is held against the file
 * @param rewritingKeys keys of the file of which rewriting is watched
 * @param rewritingSeconds how long that is, until the rewriting under way has ended
 */
record FacadeScale(
    int slices, long sliceMillis, List<Integer> sizes, int rewritingKeys, long rewritingSeconds) {
  static FacadeScale of(Scale scale) {
    return scale.memory()
        ? new FacadeScale(20, 1000, List.of(1000, 100_000, 2_000_000), 400_000, 240)
        : new FacadeScale(4, 400, List.of(1000, 100_000), 40_000, 20);
  }
}

package dev.crossfade.facade;

import java.time.Duration;
import org.HdrHistogram.AbstractHistogram;

/**
 * How one operation went on one store since the application's store was opened.
 *
 * @param origin the store
 * @param operation what was asked of it
 * @param count how often, failures included
 * @param failures how often it failed
 * @param half so long half of them took at most
 * @param most so long 99 of 100 took at most
 * @param longest the longest
 */
public record Timing(
    Origin origin,
    Operation operation,
    long count,
    long failures,
    Duration half,
    Duration most,
    Duration longest) {
  private static final double HALF = 50;
  private static final double MOST = 99;

  static Timing of(Origin origin, Operation operation, AbstractHistogram nanos, long failures) {
    return new Timing(
        origin,
        operation,
        nanos.getTotalCount(),
        failures,
        Duration.ofNanos(nanos.getValueAtPercentile(HALF)),
        Duration.ofNanos(nanos.getValueAtPercentile(MOST)),
        Duration.ofNanos(nanos.getMaxValue()));
  }
}

package dev.crossfade.core.segment;

/**
 * A place where a reader found no valid record though valid ones, or a later file, follow it.
 *
 * @param file name of the file, without folder
 * @param from first bad byte
 * @param to behind the last bad byte; equal to {@code from} where lines are gone without a trace
 * @param first number of the first record that is missing here
 * @param last number of the last one; less than {@code first} when the bytes cost no record
 */
public record SegmentDamage(String file, long from, long to, long first, long last)
    implements SegmentItem {

  /** How many records are missing. */
  public long missing() {
    return last - first + 1;
  }
}

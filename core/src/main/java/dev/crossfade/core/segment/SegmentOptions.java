package dev.crossfade.core.segment;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a segment is written.
 *
 * @param owner who writes it, for each file's header: letters, digits and {@code . _ : / -}
 * @param prefix what its files' names begin with: letters, digits and {@code . _ -}; may be empty
 * @param durability what holds when an append returns
 * @param rollBytes a file that is at least as long is followed by a new one; from 1 KiB
 * @param first number of the first record where the segment is new
 * @param before where the segment of the same owner before this one ended, for the header of the
 *     first file, or null
 */
public record SegmentOptions(
    String owner,
    String prefix,
    Durability durability,
    long rollBytes,
    long first,
    @Nullable SegmentEnd before) {
  private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9._:/-]{1,200}");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");
  private static final long LEAST_ROLL = 1 << 10;

  /** Checks the names and limits. */
  public SegmentOptions {
    if (!OWNER.matcher(owner).matches() || !PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "expected letters, digits and . _ - but was owner '"
              + owner
              + "' prefix '"
              + prefix
              + "'");
    }
    if (rollBytes < LEAST_ROLL || first < 1) {
      throw new IllegalArgumentException(
          "expected rollBytes from 1024 and first from 1 but was " + rollBytes + " and " + first);
    }
  }

  /** Files of 64 MiB, which survive the process, beginning with number 1. */
  public static SegmentOptions of(String owner) {
    return new SegmentOptions(owner, "", Durability.PROCESS, 64L << 20, 1, null);
  }

  /** The same with another durability. */
  public SegmentOptions with(Durability other) {
    return new SegmentOptions(owner, prefix, other, rollBytes, first, before);
  }

  /** The same with files of another length. */
  public SegmentOptions withRollBytes(long bytes) {
    return new SegmentOptions(owner, prefix, durability, bytes, first, before);
  }

  /** The same with another prefix. */
  public SegmentOptions withPrefix(String other) {
    return new SegmentOptions(owner, other, durability, rollBytes, first, before);
  }

  /** The same, beginning with another number where the segment is new. */
  public SegmentOptions withFirst(long number) {
    return new SegmentOptions(owner, prefix, durability, rollBytes, number, before);
  }

  /** The same, following another segment. */
  public SegmentOptions withBefore(@Nullable SegmentEnd end) {
    return new SegmentOptions(owner, prefix, durability, rollBytes, first, end);
  }
}

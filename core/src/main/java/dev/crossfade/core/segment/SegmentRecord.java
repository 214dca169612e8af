package dev.crossfade.core.segment;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One record as it was read; its bytes are a copy. */
public final class SegmentRecord implements SegmentItem {
  private final long number;
  private final byte[] line;
  private final int from;
  private final int to;

  SegmentRecord(long number, byte[] line, int from, int to) {
    this.number = number;
    this.line = line;
    this.from = from;
    this.to = to;
  }

  /** Its number; the next record has the next number. */
  public long number() {
    return number;
  }

  /** The members that the caller gave, without braces, number and CRC. */
  public byte[] members() {
    return Arrays.copyOfRange(line, from, to);
  }

  /** The whole line, a JSON object, without its end. */
  public String line() {
    return new String(line, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "SegmentRecord[" + number + "]";
  }
}

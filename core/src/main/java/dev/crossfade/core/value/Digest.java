package dev.crossfade.core.value;

import java.util.HexFormat;

/**
 * The digest of a multiset of rows: how many, and the sum of their 128-bit hashes modulo 2^128.
 * Sums add, so that chunks make a table; unlike XOR, a pair of equal rows does not vanish. It finds
 * accidents, not adversaries.
 *
 * @param rows number of rows
 * @param high upper 64 bits of the sum
 * @param low lower 64 bits of the sum
 */
public record Digest(long rows, long high, long low) {
  /** The digest of no rows. */
  public static final Digest EMPTY = new Digest(0, 0, 0);

  /** The digest of both multisets together. */
  public Digest plus(Digest other) {
    long sum = low + other.low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new Digest(rows + other.rows, high + other.high + carry, sum);
  }

  /** The digest without the rows of {@code other}, which must be among these. */
  public Digest minus(Digest other) {
    long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
    return new Digest(rows - other.rows, high - other.high - borrow, low - other.low);
  }

  /** The hash as 32 hexadecimal digits; the number of rows is not in it. */
  public String hex() {
    HexFormat format = HexFormat.of();
    return format.toHexDigits(high) + format.toHexDigits(low);
  }

  /** Reads back what {@link #hex} printed. */
  public static Digest ofHex(long rows, String hex) {
    return new Digest(
        rows, Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
  }
}

package dev.crossfade.core.value;

/**
 * A running 128-bit hash of two lanes. Each absorbs a 64-bit word by a multiplication to 128 bits
 * whose halves are folded, the mixer of wyhash (Wang Yi, 2019, public domain); the lanes differ in
 * constants and in how the word enters. Not cryptographic.
 */
final class Hash128 {
  private static final long K0 = 0xa0761d6478bd642fL;
  private static final long K1 = 0xe7037ed1a0b428dbL;
  private static final long K2 = 0x8ebc6af09c88c6e3L;
  private static final long K3 = 0x589965cc75374cc3L;

  private long high;
  private long low;

  Hash128 reset() {
    high = K0;
    low = K1;
    return this;
  }

  void word(long word) {
    high = fold(high ^ word, K2);
    low = fold(low + word ^ K0, K3) + word;
  }

  void bytes(byte[] bytes, int offset, int length) {
    word(length);
    int at = offset;
    int end = offset + length;
    for (; at + 8 <= end; at += 8) {
      word((long) RowBatch.LONG.get(bytes, at));
    }
    if (at < end) {
      long last = 0;
      for (; at < end; at++) {
        last = last << 8 | (bytes[at] & 0xff);
      }
      word(last);
    }
  }

  /** The upper half of the finished hash; {@link #reset} before using this object again. */
  long high() {
    return fold(high ^ K1, low ^ K3);
  }

  /** The lower half of the finished hash. */
  long low() {
    return fold(low ^ K2, high + K0);
  }

  private static long fold(long a, long b) {
    // Zero would swallow every later word of its lane; the addition keeps it alive.
    return (a * b ^ unsignedMultiplyHigh(a, b)) + K1;
  }

  private static long unsignedMultiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
  }
}

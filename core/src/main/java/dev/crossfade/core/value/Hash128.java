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
    high = high(high, word);
    low = low(low, word);
  }

  void bytes(byte[] bytes, int offset, int length) {
    long h = high(high, length);
    long l = low(low, length);
    int at = offset;
    int end = offset + length;
    for (; at + 8 <= end; at += 8) {
      long word = (long) RowBatch.LONG.get(bytes, at);
      h = high(h, word);
      l = low(l, word);
    }
    if (at < end) {
      long last = last(bytes, at, end);
      h = high(h, last);
      l = low(l, last);
    }
    high = h;
    low = l;
  }

  /** The one to seven bytes from {@code at} to {@code end} as a number, most significant first. */
  private static long last(byte[] bytes, int at, int end) {
    if (at + 8 <= bytes.length) {
      // What is read too much is shifted out: no loop whose length differs from call to call.
      return (long) RowBatch.LONG.get(bytes, at) >>> ((8 - (end - at)) << 3);
    }
    long last = 0;
    for (int i = at; i < end; i++) {
      last = last << 8 | (bytes[i] & 0xff);
    }
    return last;
  }

  private static long high(long lane, long word) {
    return fold(lane ^ word, K2);
  }

  private static long low(long lane, long word) {
    return fold(lane + word ^ K0, K3) + word;
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

package dev.crossfade.core.shape;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time. */
final class Bytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private Bytes() {}

  static boolean hasZero(byte[] data, int offset, int length) {
    int at = offset;
    int end = offset + length;
    for (; at + 8 <= end; at += 8) {
      long word = (long) LONG.get(data, at);
      if ((word - ONES & ~word & HIGHS) != 0) {
        return true;
      }
    }
    for (; at < end; at++) {
      if (data[at] == 0) {
        return true;
      }
    }
    return false;
  }

  static long hash(byte[] data, int offset, int length) {
    long hash = length * MIX;
    int at = offset;
    int end = offset + length;
    for (; at + 8 <= end; at += 8) {
      hash = mix(hash ^ (long) LONG.get(data, at));
    }
    for (; at < end; at++) {
      hash = mix(hash ^ data[at]);
    }
    return hash;
  }

  static long mix(long value) {
    long product = value * MIX;
    return product ^ product >>> 32;
  }
}

package dev.crossfade.postgres.bulk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at a time (Hacker's Delight, 6-1). */
final class Swar {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private Swar() {}

  /** Whether one of the bytes is zero. */
  static boolean hasZero(byte[] data, int offset, int length) {
    int at = offset;
    int end = offset + length;
    for (; at <= end - 8; at += 8) {
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
}

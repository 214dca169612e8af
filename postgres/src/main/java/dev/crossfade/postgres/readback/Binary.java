package dev.crossfade.postgres.readback;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in network order, as PostgreSQL's binary formats have them. */
final class Binary {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private Binary() {}

  static long int8(byte[] data, int offset) {
    return (long) LONG.get(data, offset);
  }

  static int int4(byte[] data, int offset) {
    return (int) INT.get(data, offset);
  }

  static int int2(byte[] data, int offset) {
    return (short) SHORT.get(data, offset);
  }

  static double float8(byte[] data, int offset) {
    return Double.longBitsToDouble((long) LONG.get(data, offset));
  }
}

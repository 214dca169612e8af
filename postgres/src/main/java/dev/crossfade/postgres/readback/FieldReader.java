package dev.crossfade.postgres.readback;

import dev.crossfade.core.value.RowBatch;

/**
 * Turns a field that is not null, in PostgreSQL's binary format, into one raw cell. A value that no
 * raw value of the conversion becomes gives a cell that differs from all of them; it never throws.
 */
@FunctionalInterface
interface FieldReader {
  void read(byte[] data, int offset, int length, RowBatch out);
}

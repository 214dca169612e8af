package dev.crossfade.core.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.value.RowBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * A private temporary file of blocks of rows. It is gone when it is closed or the process ends: on
 * POSIX its name is removed as soon as it is open, so that {@code kill -9} leaves nothing either.
 *
 * <pre>
 * block := rows:4 bytes:4 length:4*rows row*      numbers are big endian, length is that of a row
 * </pre>
 */
final class SpoolFile implements AutoCloseable {
  private final FileChannel channel;
  private ByteBuffer buffer = ByteBuffer.allocate(RowSpool.BLOCK_BYTES + (64 << 10));
  private long size;

  SpoolFile() {
    Path path =
        Path.of(System.getProperty("java.io.tmpdir", "."), "crossfade-spool-" + UUID.randomUUID());
    try {
      channel =
          FileChannel.open(
              path,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE),
              ownerOnly());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }

  long size() {
    return size;
  }

  /** Appends rows {@code from} to {@code end}, exclusive, as one block. */
  void append(RowBatch batch, int from, int end) {
    int bytes = batch.end(end - 1) - batch.start(from);
    int head = 8 + 4 * (end - from);
    room((long) head + bytes);
    buffer.putInt(end - from).putInt(bytes);
    for (int row = from; row < end; row++) {
      buffer.putInt(batch.end(row) - batch.start(row));
    }
    buffer.put(batch.data(), batch.start(from), bytes);
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        size += channel.write(buffer, size);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Appends the rows of the block at an offset to a batch; gives the offset of the next block. */
  long read(long offset, RowBatch batch) {
    fill(offset, 8);
    int rows = buffer.getInt(0);
    int bytes = buffer.getInt(4);
    int head = 4 * rows;
    fill(offset + 8, (long) head + bytes);
    int at = head;
    for (int row = 0; row < rows; row++) {
      int length = buffer.getInt(4 * row);
      batch.putRow(buffer.array(), at, length);
      at += length;
    }
    return offset + 8 + head + bytes;
  }

  private void fill(long offset, long length) {
    room(length);
    buffer.limit((int) length);
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, offset + buffer.position()) < 0) {
          throw new IOException("the file ends before its last block does");
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void room(long length) {
    if (length > buffer.capacity()) {
      if (length > Integer.MAX_VALUE - 16) {
        throw new CrossfadeException(ErrorCode.CF_6002, "a row of " + length + " bytes");
      }
      buffer = ByteBuffer.allocate((int) length);
    }
    buffer.clear();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static CrossfadeException failed(IOException e) {
    return new CrossfadeException(
        ErrorCode.CF_6002, "spooling rows: " + e.getClass().getSimpleName() + " " + e.getMessage());
  }
}

package dev.crossfade.sqlite;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The first bytes of a file, looked at to name the reason when SQLite will not have it. Layout: <a
 * href="https://www.sqlite.org/fileformat2.html#the_database_header">the database header</a>.
 */
record FileHeader(byte[] bytes, long fileSize) {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int SAMPLE = 1024;
  // Of 1,024 random bytes about 251 of the 256 values occur; text and most formats have far fewer.
  private static final int RANDOM_VALUES = 236;

  /** Reads the beginning of an existing file. */
  static FileHeader of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new FileHeader(in.readNBytes(SAMPLE), Files.size(file));
    } catch (IOException e) {
      ErrorCode code = Files.isReadable(file) ? ErrorCode.CF_2002 : ErrorCode.CF_2016;
      throw new CrossfadeException(code, file.toString(), e);
    }
  }

  boolean isEmpty() {
    return fileSize == 0;
  }

  boolean isSqlite() {
    return bytes.length >= 100 && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** Whether the file ends before the last page that its header counts. */
  boolean isTruncated() {
    if (!isSqlite()) {
      return startsLikeSqlite();
    }
    int declared = Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(16));
    long pageSize = declared == 1 ? 65_536 : declared;
    long pages = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(28));
    return pages * pageSize > fileSize;
  }

  /** Whether commits go to a write-ahead log. */
  boolean isWal() {
    return isSqlite() && bytes[18] == 2;
  }

  /** Whether text is kept in UTF-16, of either order of bytes. */
  boolean isUtf16() {
    return isSqlite() && ByteBuffer.wrap(bytes).getInt(56) > 1;
  }

  /** Whether the bytes look random, as those of an encrypted database do. */
  boolean looksEncrypted() {
    if (isSqlite() || bytes.length < SAMPLE || fileSize % 512 != 0 || hasKnownMagic()) {
      return false;
    }
    BitSet values = new BitSet(256);
    for (byte one : bytes) {
      values.set(one & 0xff);
    }
    return values.cardinality() >= RANDOM_VALUES;
  }

  private boolean startsLikeSqlite() {
    int length = Math.min(bytes.length, MAGIC.length);
    return length > 0 && Arrays.equals(bytes, 0, length, MAGIC, 0, length);
  }

  // gzip, zip, PNG and zstd look random behind their first bytes.
  private boolean hasKnownMagic() {
    int magic = ByteBuffer.wrap(bytes).getInt();
    return magic >>> 16 == 0x1f8b
        || magic == 0x504b0304
        || magic == 0x89504e47
        || magic == 0x28b52ffd;
  }
}

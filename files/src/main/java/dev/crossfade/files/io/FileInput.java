package dev.crossfade.files.io;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file as UTF-8 bytes: unpacked when it starts as gzip does, and transcoded when its byte order
 * mark or {@link #withGuessedEncoding} says so. Remembers size, time and identity of the file, so
 * that a change is noticed.
 */
public final class FileInput {
  private static final int CHUNK = 1 << 18;

  private final Path path;
  private final boolean gzip;
  private final Encoding encoding;
  private final int markLength;
  private final long size;
  private final FileTime modified;
  private final @Nullable Object identity;

  private FileInput(
      Path path, boolean gzip, Encoding encoding, int markLength, BasicFileAttributes attributes) {
    this.path = path;
    this.gzip = gzip;
    this.encoding = encoding;
    this.markLength = markLength;
    this.size = attributes.size();
    this.modified = attributes.lastModifiedTime();
    this.identity = attributes.fileKey();
  }

  private FileInput(FileInput other, Encoding encoding) {
    this.path = other.path;
    this.gzip = other.gzip;
    this.encoding = encoding;
    this.markLength = other.markLength;
    this.size = other.size;
    this.modified = other.modified;
    this.identity = other.identity;
  }

  /** Looks at the first bytes of a file. */
  public static FileInput of(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      boolean gzip;
      try (InputStream in = Files.newInputStream(path)) {
        byte[] magic = in.readNBytes(2);
        gzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
      }
      byte[] mark = head(path, gzip, 4);
      Encoding encoding = Encoding.ofMark(mark, mark.length);
      int length = encoding == Encoding.UTF_8 ? Encoding.markLength(mark, mark.length) : 2;
      return new FileInput(path, gzip, encoding, length, attributes);
    } catch (NoSuchFileException e) {
      throw new CrossfadeException(ErrorCode.CF_2001, path.toString(), e);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static byte[] head(Path path, boolean gzip, int length) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      if (!gzip) {
        return in.readNBytes(length);
      }
      try (InputStream unpacked = new GZIPInputStream(in)) {
        return unpacked.readNBytes(length);
      }
    } catch (java.io.EOFException | java.util.zip.ZipException e) {
      return new byte[0];
    }
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** Size on disk in bytes. */
  public long size() {
    return size;
  }

  /** The encoding. */
  public Encoding encoding() {
    return encoding;
  }

  /** Whether {@link #open} can start anywhere: the bytes are those of the file. */
  public boolean seekable() {
    return !gzip && encoding == Encoding.UTF_8;
  }

  /** Where the text starts: behind a byte order mark. */
  public long textStart() {
    return encoding == Encoding.UTF_8 ? markLength : 0;
  }

  /**
   * Opens the file.
   *
   * @param offset first byte wanted; other than {@link #textStart} only where {@link #seekable}
   * @param limit largest window in bytes
   * @param digest takes the bytes as they lie on disk, or null
   */
  public Feed open(long offset, int limit, @Nullable MessageDigest digest) {
    try {
      InputStream raw = Files.newInputStream(path);
      try {
        InputStream in = digest == null ? raw : new DigestInputStream(raw, digest);
        in = text(in);
        if (gzip || digest != null || encoding != Encoding.UTF_8) {
          skip(in, offset);
        } else {
          raw.skipNBytes(offset);
        }
        return new Feed(in, path.toString(), offset, CHUNK, limit);
      } catch (java.io.EOFException | java.util.zip.ZipException e) {
        return new Feed(new BrokenStream(raw), path.toString(), offset, 16, limit);
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private InputStream text(InputStream raw) throws IOException {
    InputStream in = gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
    if (encoding == Encoding.UTF_8) {
      return in;
    }
    in.skipNBytes(markLength);
    return new Transcoder(in, encoding);
  }

  private static void skip(InputStream in, long count) throws IOException {
    in.skipNBytes(count);
  }

  /** The first bytes as UTF-8, without byte order mark. */
  public byte[] head(int length) {
    try (Feed feed = open(textStart(), length, null)) {
      while (feed.more()) {
        // until the window is full or the file ends
      }
      return Arrays.copyOfRange(feed.data(), feed.from(), feed.to());
    }
  }

  /**
   * This file with the encoding that its first bytes beyond ASCII suggest; reads up to there. A
   * byte order mark always wins.
   */
  public FileInput withGuessedEncoding() {
    if (markLength > 0 || encoding != Encoding.UTF_8) {
      return this;
    }
    try (Feed feed = open(0, CHUNK, null)) {
      while (feed.more() || (feed.full() && feed.to() > feed.from())) {
        if (!feed.full() && !feed.ended()) {
          continue;
        }
        Encoding guess = Encoding.guess(feed.data(), feed.from(), feed.to());
        if (guess != null) {
          return guess == encoding ? this : new FileInput(this, guess);
        }
        feed.consume(feed.to());
      }
      Encoding guess = Encoding.guess(feed.data(), feed.from(), feed.to());
      return guess == null || guess == encoding ? this : new FileInput(this, guess);
    }
  }

  /**
   * This file in the encoding that the user names.
   *
   * @throws CrossfadeException CF-2229 when the byte order mark says otherwise
   */
  public FileInput withEncoding(Encoding named) {
    if (markLength > 0 && named != encoding) {
      throw new CrossfadeException(
          ErrorCode.CF_2229,
          path
              + ": expected "
              + named.label()
              + " but the byte order mark says "
              + encoding.label());
    }
    return named == encoding ? this : new FileInput(this, named);
  }

  /** Fails when the file is no longer the one that was looked at. */
  public void checkUnchanged() {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      if (now.size() != size
          || !now.lastModifiedTime().equals(modified)
          || !Objects.equals(now.fileKey(), identity)) {
        throw new CrossfadeException(ErrorCode.CF_2214, path.toString());
      }
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_2214, path + ": " + e.getMessage(), e);
    }
  }

  private static CrossfadeException unreadable(Path path, IOException cause) {
    return new CrossfadeException(ErrorCode.CF_2002, path + ": " + cause.getMessage(), cause);
  }

  /** A compressed file that is damaged from its first bytes on. */
  private static final class BrokenStream extends java.io.FilterInputStream {
    BrokenStream(InputStream raw) {
      super(raw);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      throw new java.io.EOFException();
    }
  }
}

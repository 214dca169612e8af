package dev.crossfade.postgres.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unpacks the tar archives that PostgreSQL's binaries come in: ustar headers with files,
 * directories and symbolic links, names up to 255 bytes. Anything else in an archive is refused, so
 * that nothing is left out silently.
 *
 * <p>A header is one block of 512 bytes: name at 0 (100), mode at 100 (8, octal), size at 124 (12,
 * octal), checksum at 148 (8, octal), type at 156 (1), link target at 157 (100), magic at 257 (6),
 * prefix of the name at 345 (155, only with the POSIX magic). The content follows, padded to a
 * block; two zero blocks end the archive. Source: POSIX.1-2017, "ustar Interchange Format".
 */
final class TarReader {
  private static final int BLOCK = 512;

  private final InputStream in;
  private final byte[] header = new byte[BLOCK];

  TarReader(InputStream in) {
    this.in = in;
  }

  /** Unpacks everything below the directory, which must exist and be empty. */
  void unpackTo(Path directory) throws IOException {
    while (in.readNBytes(header, 0, BLOCK) == BLOCK && !isZero()) {
      checkHeader();
      Path target = resolve(directory, name());
      switch (header[156]) {
        case '0', 0 -> file(target);
        case '5' -> Files.createDirectories(target);
        case '2' -> link(directory, target);
        default ->
            throw new IOException("Expected a file, directory or link but was type " + header[156]);
      }
    }
  }

  private void file(Path target) throws IOException {
    Files.createDirectories(parent(target));
    long size = octal(124, 12);
    try (var out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[1 << 16];
      for (long left = size; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException("The archive ends within " + target.getFileName());
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    boolean executable = (octal(100, 8) & 0100) != 0;
    Files.setPosixFilePermissions(
        target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private void link(Path directory, Path target) throws IOException {
    Files.createDirectories(parent(target));
    Path destination = Path.of(text(157, 100));
    resolve(directory, directory.relativize(parent(target)).resolve(destination).toString());
    Files.createSymbolicLink(target, destination);
  }

  private static Path parent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IOException("Expected a name below a directory but was " + path);
    }
    return parent;
  }

  private static Path resolve(Path directory, String name) throws IOException {
    Path resolved = directory.resolve(name).normalize();
    if (!resolved.startsWith(directory.normalize())) {
      throw new IOException("The archive names a place outside of it: " + name);
    }
    return resolved;
  }

  private String name() {
    boolean posix = header[262] == 0;
    String prefix = posix ? text(345, 155) : "";
    return prefix.isEmpty() ? text(0, 100) : prefix + "/" + text(0, 100);
  }

  private void checkHeader() throws IOException {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (sum != octal(148, 8)) {
      throw new IOException("A header of the archive is damaged");
    }
  }

  private boolean isZero() {
    for (byte b : header) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private long octal(int from, int length) throws IOException {
    String digits = text(from, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException notOctal) {
      throw new IOException("A number in the archive is not octal at byte " + from, notOctal);
    }
  }

  private String text(int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }
}

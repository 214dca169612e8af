package dev.crossfade.files.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.segment.DurableFiles;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A small file that is replaced as a whole, durably: one line {@code crossfade-NAME 1 9ae0daaf}
 * (version, CRC32C of the rest in hex), then the rest in UTF-8.
 */
final class CheckedFile {
  private CheckedFile() {}

  static void write(Path file, String name, String rest) throws IOException {
    byte[] bytes = rest.getBytes(StandardCharsets.UTF_8);
    Path made = file.resolveSibling(file.getFileName() + ".new");
    try (FileOutputStream out = new FileOutputStream(made.toFile())) {
      out.write(head(name, bytes).getBytes(StandardCharsets.UTF_8));
      out.write(bytes);
      out.getFD().sync();
    }
    DurableFiles.rename(made, file);
  }

  /** The rest, or null where there is no such file. */
  static @Nullable String read(Path file, String name) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return null;
    }
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    int from = Math.min(end + 1, bytes.length);
    byte[] rest = java.util.Arrays.copyOfRange(bytes, from, bytes.length);
    String head = new String(bytes, 0, from, StandardCharsets.UTF_8);
    if (!head.equals(head(name, rest))) {
      throw new CrossfadeException(
          ErrorCode.CF_7015, file + ": expected version 1 with its CRC but was something else");
    }
    return new String(rest, StandardCharsets.UTF_8);
  }

  private static String head(String name, byte[] rest) {
    CRC32C crc = new CRC32C();
    crc.update(rest);
    return String.format(Locale.ROOT, "crossfade-%s 1 %08x%n", name, crc.getValue())
        .replace("\r", "");
  }
}

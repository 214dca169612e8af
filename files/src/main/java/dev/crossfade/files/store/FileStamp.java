package dev.crossfade.files.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** By what a file is known again without reading it. */
record FileStamp(@Nullable Object identity, long size, FileTime modified) {
  /** The stamp of a file as it is now, or null where there is none. */
  static @Nullable FileStamp of(Path file) throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(now.fileKey(), now.size(), now.lastModifiedTime());
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}

package dev.crossfade.sqlite;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Tells a file from another one that has taken its name. */
public final class FileIdentity {
  private FileIdentity() {}

  /**
   * What a file is known by, equal for as long as it is the same one; it is not opened.
   *
   * @throws CrossfadeException CF-2001 when there is none, CF-2016 when it cannot be looked at
   */
  public static Object of(Path path) {
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return key == null ? path.toRealPath() : key;
    } catch (NoSuchFileException e) {
      throw new CrossfadeException(ErrorCode.CF_2001, path.toString(), e);
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_2016, path.toString(), e);
    }
  }
}

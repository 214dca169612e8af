package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What the file system says of a database without opening it: identity, size and time of the file
 * and of its log.
 *
 * @param text these, for comparison
 * @param settled whether all times lie so far back that a later write must give others: clocks of
 *     file systems tick some milliseconds wide
 */
record Fingerprint(String text, boolean settled) {
  private static final Duration TICK = Duration.ofSeconds(3);

  static Fingerprint of(Path file) {
    Instant now = Clock.systemUTC().instant();
    StringBuilder text = new StringBuilder();
    boolean settled = true;
    for (String suffix : new String[] {"", "-wal"}) {
      Path one = file.resolveSibling(file.getFileName() + suffix);
      try {
        BasicFileAttributes found = Files.readAttributes(one, BasicFileAttributes.class);
        Instant changed = found.lastModifiedTime().toInstant();
        text.append(found.fileKey()).append(' ').append(found.size()).append(' ').append(changed);
        settled &= changed.plus(TICK).isBefore(now);
      } catch (NoSuchFileException e) {
        if (suffix.isEmpty()) {
          throw new CrossfadeException(ErrorCode.CF_2001, file.toString(), e);
        }
      } catch (IOException e) {
        throw new CrossfadeException(ErrorCode.CF_2016, file.toString(), e);
      }
      text.append(';');
    }
    return new Fingerprint(text.toString(), settled);
  }
}

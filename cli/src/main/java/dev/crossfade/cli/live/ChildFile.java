package dev.crossfade.cli.live;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.crossfade.postgres.embedded.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a follower in the background says of itself, in {@code .crossfade/follow-NAME.pid}.
 *
 * <pre>
 * line 1  process id
 * line 2  when the process began, milliseconds since 1970: ids are used again
 * line 3  starting, or following
 * </pre>
 *
 * <p>As long as it lives it holds a lock on {@code follow-NAME.pid.lock}: the system lets go of
 * that even where nobody collects the dead process.
 *
 * @param file where; null for a follower in the foreground, which says nothing
 */
public record ChildFile(@Nullable Path file) {
  /** Held until the process ends. */
  private static @Nullable FileLock living;

  /** Writes it anew; called by one thread. */
  void write(String state) {
    if (file == null) {
      return;
    }
    try {
      if (living == null) {
        living = FileChannel.open(lockOf(file), CREATE, WRITE).tryLock();
      }
      ProcessHandle self = ProcessHandle.current();
      OwnerOnly.write(file, self.pid() + "\n" + began(self) + "\n" + state + "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The process that wrote it, if it lives. */
  public Optional<ProcessHandle> process() throws IOException {
    List<String> lines = lines();
    if (file == null || lines.size() < 3 || !held(lockOf(file))) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0)))
        .filter(ProcessHandle::isAlive)
        .filter(found -> began(found) == Long.parseLong(lines.get(1)));
  }

  private static Path lockOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".lock");
  }

  private static boolean held(Path lock) throws IOException {
    try (FileChannel channel = FileChannel.open(lock, CREATE, WRITE);
        FileLock free = channel.tryLock()) {
      return free == null;
    } catch (OverlappingFileLockException ours) {
      return true;
    }
  }

  /** Whether it has caught up. */
  boolean following() throws IOException {
    List<String> lines = lines();
    return lines.size() >= 3 && lines.get(2).equals("following");
  }

  void delete() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  private List<String> lines() throws IOException {
    try {
      return file == null
          ? List.of()
          : Arrays.asList(Files.readString(file, StandardCharsets.UTF_8).split("\n"));
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  private static long began(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}

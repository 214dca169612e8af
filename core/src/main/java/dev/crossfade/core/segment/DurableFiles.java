package dev.crossfade.core.segment;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Names and contents that outlive the machine's power. A channel is closed by an interrupt of the
 * thread that uses it, and the error of a force would be lost with it; so channels are used here on
 * a thread that nobody knows, while the caller waits, whether interrupted or not.
 */
public final class DurableFiles {
  private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

  private DurableFiles() {}

  /** Something that works with files. */
  @FunctionalInterface
  public interface FileTask<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /** Forces the names in a folder to the disk. Does nothing on Windows, which has no such call. */
  public static void forceFolder(Path folder) throws IOException {
    if (!WINDOWS) {
      undisturbed(
          () -> {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
              channel.force(true);
            }
            return true;
          });
    }
  }

  /** Forces a file's content, and its length, to the disk. */
  public static void forceFile(Path file) throws IOException {
    undisturbed(
        () -> {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
          }
          return true;
        });
  }

  /** Makes a folder and those above it, durably; nothing where it is there. */
  public static void createFolders(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      return;
    }
    Path parent = Objects.requireNonNull(absolute.getParent(), "the root is a folder");
    createFolders(parent);
    Files.createDirectories(absolute);
    forceFolder(parent);
  }

  /** Renames a forced file over another one in the same folder, durably. */
  public static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(Objects.requireNonNull(to.toAbsolutePath().getParent()));
  }

  /**
   * Runs a task on a thread of its own and waits for its end; an interrupt of the caller is kept
   * for afterwards.
   */
  @SuppressWarnings("ThreadJoinLoop")
  public static <T> T undisturbed(FileTask<T> task) throws IOException {
    AtomicReference<T> result = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.set(task.run());
              } catch (Throwable e) {
                failure.set(e);
              }
            },
            "crossfade-file");
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    rethrow(failure.get());
    return Objects.requireNonNull(result.get(), "a task gives something");
  }

  private static void rethrow(@org.jspecify.annotations.Nullable Throwable failure)
      throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw (IOException) new InterruptedIOException("unexpected").initCause(failure);
    }
  }
}

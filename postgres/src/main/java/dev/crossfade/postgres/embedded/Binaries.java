package dev.crossfade.postgres.embedded;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.tukaani.xz.XZInputStream;

/**
 * The server's programs from the archive on the class path, unpacked once.
 *
 * <p>They are unpacked beside their final place and renamed when complete, so a directory with the
 * final name is always whole, and of two processes that unpack at once the first one wins. The name
 * holds the archive's check sum: another version gets another directory.
 */
final class Binaries {
  private Binaries() {}

  /** The archive for this system, absent if the class path has none. */
  static Optional<URL> archive() {
    return Optional.ofNullable(
        Binaries.class.getClassLoader().getResource("postgres-" + Platform.name() + ".txz"));
  }

  /**
   * Unpacks the archive below a directory unless that was done before.
   *
   * @return the directory that holds {@code bin}, {@code lib} and {@code share}
   * @throws CrossfadeException CF-3033 if there is no space or no right to write
   */
  static Path unpacked(URL archive, Path cache) {
    try {
      Path home = cache.resolve("postgres-" + Platform.name() + "-" + fingerprint(archive));
      if (!Files.isDirectory(home)) {
        OwnerOnly.createDirectories(cache);
        unpack(archive, home);
      }
      return home;
    } catch (IOException failed) {
      throw new CrossfadeException(ErrorCode.CF_3033, cache + ": " + failed, failed);
    }
  }

  private static void unpack(URL archive, Path home) throws IOException {
    Path part = Files.createTempDirectory(home.getParent(), home.getFileName() + ".part-");
    try {
      try (InputStream in = archive.openStream();
          InputStream tar = new BufferedInputStream(new XZInputStream(in), 1 << 16)) {
        new TarReader(tar).unpackTo(part);
      }
      Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException otherProcessWasFaster) {
      Trees.delete(part);
    } catch (AtomicMoveNotSupportedException | UncheckedIOException failed) {
      Trees.delete(part);
      throw new IOException(failed);
    } catch (IOException failed) {
      Trees.delete(part);
      if (!Files.isDirectory(home)) {
        throw failed;
      }
    }
  }

  /** From the jar's directory, so that the archive itself needn't be read at every start. */
  private static String fingerprint(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    if (connection instanceof JarURLConnection jar) {
      return Long.toHexString(jar.getJarEntry().getCrc());
    }
    return Long.toHexString(connection.getContentLengthLong());
  }
}

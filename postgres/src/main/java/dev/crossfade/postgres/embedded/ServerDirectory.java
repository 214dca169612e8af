package dev.crossfade.postgres.embedded;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * The files of an embedded server, all below {@code .crossfade/} of a working directory.
 *
 * <pre>
 * .crossfade/            0700
 *   .gitignore           "*": nothing here is for a repository
 *   lock                 held while a server is started, stopped or reset; never deleted
 *   password             0600, of the superuser "crossfade"
 *   port                 the port of the last start, kept if it is still free
 *   postgres.log         what the server printed; the one before is postgres.log.old
 *   data/                the data directory; it exists only when it is complete
 *   data.new/            a data directory being made
 * </pre>
 *
 * @param home the directory {@code .crossfade} itself, absolute
 */
record ServerDirectory(Path home) {
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
  private static final int PASSWORD_LENGTH = 32;
  private static final long LOG_BYTES_MAX = 10_000_000;

  static ServerDirectory in(Path workingDirectory) {
    return new ServerDirectory(workingDirectory.toAbsolutePath().normalize().resolve(".crossfade"));
  }

  Path data() {
    return home.resolve("data");
  }

  Path newData() {
    return home.resolve("data.new");
  }

  Path log() {
    return home.resolve("postgres.log");
  }

  Path lock() {
    return home.resolve("lock");
  }

  Path passwordFile() {
    return home.resolve("password");
  }

  Path portFile() {
    return home.resolve("port");
  }

  /**
   * Makes the directory if it is missing, and takes it away from others if it was made otherwise.
   *
   * @throws CrossfadeException CF-3037 if that is not possible
   */
  void create() {
    try {
      OwnerOnly.createDirectories(home);
    } catch (IOException | UnsupportedOperationException failed) {
      throw new CrossfadeException(ErrorCode.CF_3037, home + ": " + failed, failed);
    }
  }

  /** Keeps the directory out of repositories; called by the holder of the lock. */
  void ignoreInRepositories() throws IOException {
    Path ignore = home.resolve(".gitignore");
    if (!Files.exists(ignore)) {
      OwnerOnly.write(ignore, "*\n");
    }
  }

  /** The major version of PostgreSQL that made the data, absent if there are none. */
  Optional<String> dataVersion() throws IOException {
    return text(data().resolve("PG_VERSION"));
  }

  /** The password, absent before the first start. */
  Optional<String> password() throws IOException {
    return text(passwordFile());
  }

  /** Makes up a password and stores it, for a data directory about to be made. */
  void makePassword() throws IOException {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    OwnerOnly.write(passwordFile(), password.toString());
  }

  /** The port of the last start, absent if there was none. */
  Optional<Integer> port() throws IOException {
    try {
      return text(portFile()).map(Integer::valueOf);
    } catch (NumberFormatException damaged) {
      return Optional.empty();
    }
  }

  void rememberPort(int port) throws IOException {
    OwnerOnly.write(portFile(), Integer.toString(port));
  }

  /** Puts a long log aside, and returns the length of the current one in bytes. */
  long turnLog() throws IOException {
    if (!Files.exists(log())) {
      return 0;
    }
    long size = Files.size(log());
    if (size < LOG_BYTES_MAX) {
      return size;
    }
    Files.move(log(), home.resolve("postgres.log.old"), StandardCopyOption.REPLACE_EXISTING);
    return 0;
  }

  /** The last lines of the log that were written after a position, for a message. */
  String logSince(long position) {
    try (var in = Files.newInputStream(log())) {
      in.skipNBytes(position);
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    } catch (IOException noLog) {
      return "(no log in " + log() + ")";
    }
  }

  private static Optional<String> text(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
        : Optional.empty();
  }
}

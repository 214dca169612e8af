package dev.crossfade.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a user's caches lie. */
final class UserCache {
  private UserCache() {}

  /**
   * {@code $XDG_CACHE_HOME/crossfade}, {@code ~/Library/Caches/crossfade} on macOS, else {@code
   * ~/.cache/crossfade}.
   *
   * @param otherwise what is taken if that directory cannot be made
   */
  static Path directory(Path otherwise) {
    try {
      Path cache = base().resolve("crossfade");
      OwnerOnly.createDirectories(cache);
      return Files.isWritable(cache) ? cache : otherwise;
    } catch (IOException | UnsupportedOperationException notWritable) {
      return otherwise;
    }
  }

  private static Path base() {
    String configured = System.getenv("XDG_CACHE_HOME");
    if (configured != null && Path.of(configured).isAbsolute()) {
      return Path.of(configured);
    }
    Path home = Path.of(System.getProperty("user.home"));
    return Platform.name().startsWith("darwin")
        ? home.resolve("Library").resolve("Caches")
        : home.resolve(".cache");
  }
}

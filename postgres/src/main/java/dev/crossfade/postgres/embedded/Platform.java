package dev.crossfade.postgres.embedded;

import java.util.Locale;

/** The system that this JVM runs on, as the archive of the binaries names it. */
final class Platform {
  private Platform() {}

  /** For example {@code linux-x86_64}; unknown systems get a name that no archive has. */
  static String name() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String os = system.startsWith("mac") ? "darwin" : system.startsWith("linux") ? "linux" : system;
    return os + "-" + architecture(machine);
  }

  private static String architecture(String machine) {
    return switch (machine) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> machine;
    };
  }

  /** Whether this process runs as root, which PostgreSQL refuses. */
  static boolean isRoot() {
    return new com.sun.security.auth.module.UnixSystem().getUid() == 0;
  }
}

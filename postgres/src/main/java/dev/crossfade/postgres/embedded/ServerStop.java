package dev.crossfade.postgres.embedded;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Stops a server. */
final class ServerStop {
  private static final long WAIT_NANOS = 60_000_000_000L;

  private ServerStop() {}

  /**
   * Asks the server for a fast shutdown and waits for its end. The signal is sent from outside,
   * because {@code pg_ctl} in another user namespace may not reach the server.
   *
   * @return whether a server ran
   */
  static boolean stop(Path data) throws IOException {
    Optional<Postmaster> postmaster = Postmaster.of(data).filter(Postmaster::isAlive);
    if (postmaster.isEmpty()) {
      return false;
    }
    String pid = Long.toString(postmaster.get().pid());
    Command.run(List.of("kill", "-INT", pid), data, "");
    long deadline = System.nanoTime() + WAIT_NANOS;
    while (postmaster.get().isAlive()) {
      if (System.nanoTime() - deadline > 0) {
        throw new CrossfadeException(ErrorCode.CF_3036, "process " + pid);
      }
      ServerStart.pause();
    }
    return true;
  }
}

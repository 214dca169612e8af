package dev.crossfade.postgres.embedded;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;

/**
 * Starts the server on a prepared data directory.
 *
 * <p>{@code pg_ctl} puts it into a session of its own, out of reach of a Ctrl-C meant for the
 * command. After a {@code kill -9} the children of the dead server need a moment to notice, and a
 * start fails until they have: it is tried again for some seconds, whatever the reason. After an
 * orderly end only a port can have been taken between choice and use: a few attempts are enough.
 * The file of a living server is never touched: it is waited for.
 */
final class ServerStart {
  private static final long RETRY_NANOS = 10_000_000_000L;
  private static final int ATTEMPTS_MIN = 3;
  private static final long PAUSE_MILLIS = 100;
  private static final int SECONDS_TO_RECOVER = 300;

  private final ServerDirectory directory;
  private final Programs programs;

  ServerStart(ServerDirectory directory, Programs programs) {
    this.directory = directory;
    this.programs = programs;
  }

  /**
   * Returns when the server accepts connections.
   *
   * @throws CrossfadeException CF-3035 with the last lines of the log
   */
  void start() throws IOException {
    long logBefore = directory.turnLog();
    long deadline = System.nanoTime() + RETRY_NANOS;
    boolean crashed = Postmaster.of(directory.data()).isPresent();
    for (int attempt = 1; ; attempt++) {
      awaitLiving();
      Optional<Postmaster> postmaster = Postmaster.of(directory.data());
      if (postmaster.isPresent()) {
        if (postmaster.get().accepts()) {
          return;
        }
        postmaster.get().disown();
      }
      if (launch()) {
        return;
      }
      if (attempt >= ATTEMPTS_MIN && (!crashed || System.nanoTime() - deadline > 0)) {
        throw new CrossfadeException(
            ErrorCode.CF_3035,
            directory.home() + "; its log ends:\n" + directory.logSince(logBefore));
      }
      pause();
    }
  }

  /** A living server that is not ready is starting, recovering or stopping; all of them end. */
  private void awaitLiving() throws IOException {
    long deadline = System.nanoTime() + SECONDS_TO_RECOVER * 1_000_000_000L;
    while (true) {
      Optional<Postmaster> postmaster = Postmaster.of(directory.data());
      if (postmaster.isEmpty() || !postmaster.get().isAlive() || postmaster.get().accepts()) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new CrossfadeException(
            ErrorCode.CF_3035,
            "process " + postmaster.get().pid() + " lives but accepts no connection");
      }
      pause();
    }
  }

  private boolean launch() throws IOException {
    int port = choosePort();
    directory.rememberPort(port);
    String wait = Integer.toString(SECONDS_TO_RECOVER);
    return programs
        .run(
            directory.home(),
            "",
            List.of("pg_ctl", "start", "-w", "-t", wait, "-s"),
            List.of("-D", "data", "-l", "postgres.log", "-o", "-p " + port))
        .succeeded();
  }

  /** The port of last time if it is free, so that URLs given away stay true; else a free one. */
  private int choosePort() throws IOException {
    Optional<Integer> last = directory.port();
    if (last.isPresent() && isFree(last.get())) {
      return last.get();
    }
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException | IllegalArgumentException taken) {
      return false;
    }
  }

  static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the embedded server");
    }
  }
}

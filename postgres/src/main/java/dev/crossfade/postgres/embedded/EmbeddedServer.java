package dev.crossfade.postgres.embedded;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A PostgreSQL server whose data lie in {@code .crossfade/} of a working directory. It runs on
 * after the process that started it has ended, listens on the loopback address only, and stores
 * durably.
 *
 * <p>All methods may be called by many threads and processes at once: a lock file makes them take
 * turns. A server that was killed is started again by {@link #start()}, and recovers its data.
 */
public final class EmbeddedServer {
  private final ServerDirectory directory;
  private final Map<String, String> settings;

  private final Function<Path, Unprivileged> user;

  EmbeddedServer(
      ServerDirectory directory, Map<String, String> settings, Function<Path, Unprivileged> user) {
    this.directory = directory;
    this.settings = settings;
    this.user = user;
  }

  /** The server of a working directory; nothing is read, made or started yet. */
  public static EmbeddedServer in(Path workingDirectory) {
    return in(workingDirectory, Map.of());
  }

  /**
   * The server of a working directory with settings of PostgreSQL that replace Crossfade's own, for
   * example for a benchmark; they take effect when it is started the next time.
   */
  public static EmbeddedServer in(Path workingDirectory, Map<String, String> settings) {
    return new EmbeddedServer(
        ServerDirectory.in(workingDirectory), Map.copyOf(settings), Unprivileged::here);
  }

  /** The directory that holds all files of the server. */
  public Path home() {
    return directory.home();
  }

  /**
   * Starts the server unless it runs. If it does, this only reads its file and makes one connection
   * to its port.
   *
   * @throws CrossfadeException CF-3031 to CF-3038 by cause
   */
  public Running start() {
    return running().orElseGet(() -> locked(this::startLocked));
  }

  /** The server if it runs and accepts connections; nothing is started. */
  public Optional<Running> running() {
    try {
      return accepting(false);
    } catch (IOException failed) {
      throw new CrossfadeException(ErrorCode.CF_3037, directory.home() + ": " + failed, failed);
    }
  }

  /**
   * Stops the server; what is connected is cut off, its transactions are rolled back.
   *
   * @return whether a server ran
   * @throws CrossfadeException CF-3036 if it does not end within a minute
   */
  public boolean stop() {
    return Files.isDirectory(directory.home()) && locked(() -> ServerStop.stop(directory.data()));
  }

  /** Stops the server and deletes its data, its password and its log. They are lost. */
  public void reset() {
    if (Files.isDirectory(directory.home())) {
      locked(this::resetLocked);
    }
  }

  private Running startLocked() throws IOException {
    Optional<Running> other = accepting(false);
    if (other.isPresent()) {
      return other.get();
    }
    Programs programs = Programs.find(directory, user.apply(directory.home()));
    if (Postmaster.of(directory.data()).filter(Postmaster::isAlive).isEmpty()) {
      new Cluster(directory, programs).prepare(settings);
    }
    new ServerStart(directory, programs).start();
    return accepting(true)
        .orElseThrow(
            () -> new CrossfadeException(ErrorCode.CF_3035, directory.home() + ": it ended"));
  }

  private boolean resetLocked() throws IOException {
    ServerStop.stop(directory.data());
    Trees.delete(directory.data());
    Trees.delete(directory.newData());
    Files.deleteIfExists(directory.passwordFile());
    Files.deleteIfExists(directory.portFile());
    Files.deleteIfExists(directory.log());
    return true;
  }

  private Optional<Running> accepting(boolean started) throws IOException {
    Optional<Postmaster> postmaster = Postmaster.of(directory.data()).filter(Postmaster::accepts);
    Optional<String> password = directory.password();
    if (postmaster.isEmpty() || password.isEmpty()) {
      return Optional.empty();
    }
    int port = postmaster.get().port();
    String url =
        "postgresql://"
            + Cluster.NAME
            + ":"
            + password.get()
            + "@127.0.0.1:"
            + port
            + "/"
            + Cluster.NAME;
    return Optional.of(new Running(url, port, postmaster.get().pid(), started));
  }

  private <T> T locked(StartLock.Action<T> action) {
    directory.create();
    try {
      return StartLock.holding(
          directory.lock(),
          () -> {
            directory.ignoreInRepositories();
            return action.run();
          });
    } catch (IOException failed) {
      throw new CrossfadeException(ErrorCode.CF_3037, directory.home() + ": " + failed, failed);
    }
  }
}

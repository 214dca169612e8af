package dev.crossfade.postgres.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The server's main process as its file {@code postmaster.pid} describes it. Lines of that file:
 * process id, data directory, start time, port, socket directory, listen address, shared memory
 * key, status. Source: PostgreSQL's {@code src/include/utils/pidfile.h}.
 *
 * @param data the data directory
 * @param pid the process id
 * @param port the port, 0 if the file does not tell yet
 * @param ready whether the server says that it accepts connections
 */
record Postmaster(Path data, long pid, int port, boolean ready) {
  private static final String FILE = "postmaster.pid";
  private static final int CONNECT_MILLIS = 2_000;

  /** No system gives out a process id as large as this one. */
  private static final String NO_PROCESS = "999999999";

  /** Reads the file; absent if there is none, or if it is empty or being written. */
  static Optional<Postmaster> of(Path data) throws IOException {
    try {
      List<String> lines = lines(data);
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      int port = lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0;
      boolean ready = lines.size() > 7 && lines.get(7).strip().equals("ready");
      return Optional.of(new Postmaster(data, Long.parseLong(lines.get(0).strip()), port, ready));
    } catch (NumberFormatException beingWritten) {
      return Optional.empty();
    }
  }

  /**
   * Whether the process lives and is the server of this data directory, and no other program that
   * was given the same process id later. In doubt it counts as living.
   */
  boolean isAlive() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isEmpty() || isZombie()) {
      return false;
    }
    Optional<String> program = process.get().info().command().or(this::shortName);
    if (program.isPresent() && !isPostgres(program.get())) {
      return false;
    }
    try {
      Path place = Path.of("/proc", Long.toString(pid), "cwd");
      return !Files.exists(place) || Files.isSameFile(place, data);
    } catch (IOException notForUsToSee) {
      return true;
    }
  }

  /** Whether the server lives, is ready and listens on its port. */
  boolean accepts() {
    if (!ready || port == 0 || !isAlive()) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /**
   * Makes the file of a dead server harmless where its process id now belongs to another program,
   * which the server would take for its predecessor and refuse to start. Only the process id is
   * replaced: the rest lets the server find orphans of its predecessor and wait for them.
   *
   * <p>Does nothing if the server lives.
   */
  void disown() throws IOException {
    if (isAlive()) {
      return;
    }
    List<String> lines = new ArrayList<>(lines(data));
    lines.set(0, NO_PROCESS);
    OwnerOnly.write(data.resolve(FILE), String.join("\n", lines) + "\n");
  }

  private static List<String> lines(Path data) throws IOException {
    try {
      return Files.readAllLines(data.resolve(FILE), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException notRunning) {
      return List.of();
    }
  }

  private static boolean isPostgres(String program) {
    Path name = Path.of(program).getFileName();
    return name != null && name.toString().startsWith("postgres");
  }

  /** A process that ended but was not yet collected; systems without an init keep them. */
  private boolean isZombie() {
    String stat = processFile("stat").orElse("");
    int afterName = stat.lastIndexOf(')') + 2;
    return stat.length() > afterName && (stat.charAt(afterName) == 'Z');
  }

  private Optional<String> shortName() {
    return processFile("comm");
  }

  private Optional<String> processFile(String name) {
    try {
      return Optional.of(
          Files.readString(Path.of("/proc", Long.toString(pid), name), StandardCharsets.ISO_8859_1)
              .strip());
    } catch (IOException notLinuxOrGone) {
      return Optional.empty();
    }
  }
}

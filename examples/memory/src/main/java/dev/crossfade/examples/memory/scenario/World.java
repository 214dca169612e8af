package dev.crossfade.examples.memory.scenario;

import dev.crossfade.config.Settings;
import dev.crossfade.examples.memory.load.Load;
import dev.crossfade.examples.memory.load.Load.Keys;
import dev.crossfade.examples.memory.load.Load.What;
import dev.crossfade.postgres.embedded.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The server, its database, the load on it, and whoever runs it; and what goes wrong there. */
final class World implements AutoCloseable {
  private final Path folder;
  private final Extent extent;
  private final EmbeddedServer database;
  private final String url;
  private final BothStores stores;
  private final Operator operator = new Operator(() -> server().url());
  private final Load load;
  private volatile ServerProcess server;

  /**
   * Starts the server with its file, while the database is away, and load on it.
   *
   * @param folder for all files; empty
   */
  World(Path folder, Extent extent) throws IOException {
    this.folder = folder;
    this.extent = extent;
    copy("crossfade.yaml");
    copy("memory.edn");
    database = EmbeddedServer.in(folder);
    url = database.start().url();
    database.stop();
    stores =
        new BothStores(
            folder.resolve("memory.edn"),
            url,
            Settings.load(folder.resolve("crossfade.yaml"), Map.of()).store("memory"));
    server = ServerProcess.start(folder, url);
    try {
      load =
          Load.start(
              () -> server().url(), extent.threads(), extent.seed(), extent.thinkTime().toNanos());
    } catch (Throwable e) {
      server.close();
      throw e;
    }
  }

  private void copy(String name) throws IOException {
    try (InputStream in = World.class.getResourceAsStream("/" + name)) {
      Files.copy(Objects.requireNonNull(in), folder.resolve(name));
    }
  }

  private ServerProcess server() {
    return server;
  }

  Operator operator() {
    return operator;
  }

  BothStores stores() {
    return stores;
  }

  Load load() {
    return load;
  }

  /** Waits until the load had some more writes acknowledged, with keys of each of these kinds. */
  void work(Collection<Keys> kinds) {
    awaitMore(What.ACKNOWLEDGED, extent.writes(), kinds);
  }

  /** Waits until something happened some more times with keys of each of these kinds. */
  void awaitMore(What what, long more, Collection<Keys> kinds) {
    Map<Keys, Long> goals = new EnumMap<>(Keys.class);
    kinds.forEach(one -> goals.put(one, load.count(one, what) + more));
    Await.until(
        () -> more + " more " + what + " of each of " + kinds + "; so far: " + load,
        () ->
            goals.entrySet().stream()
                .allMatch(one -> load.count(one.getKey(), what) >= one.getValue()));
  }

  /** Kills the server, and starts it again. */
  void killServer() {
    server.kill();
    server = ServerProcess.start(folder, url);
  }

  void stopDatabase() {
    database.stop();
  }

  /** Starts the database again, and waits until the server has found that out. */
  void startDatabase() {
    database.start();
    Await.until("the server reaches the database", operator::isConnected);
  }

  /**
   * Pauses the load; then both stores are equal, by the migration's own comparison and as anybody
   * reads them, and everything that was acknowledged is there.
   *
   * @param moved the patterns whose keys are in both
   * @return how many keys both hold
   */
  int check(Collection<String> moved) {
    load.pause();
    try {
      moved.forEach(operator::requireEqual);
      int keys = stores.awaitEqual(Set.copyOf(moved));
      requireNothingLost();
      return keys;
    } finally {
      load.resume();
    }
  }

  private void requireNothingLost() {
    int unanswered = load.checkAll();
    List<String> problems = load.problems();
    if (!problems.isEmpty() || unanswered != 0) {
      throw new AssertionError(
          problems.size()
              + " problems, "
              + unanswered
              + " reads not answered\n"
              + String.join("\n", problems));
    }
  }

  /**
   * Ends the load, checks once more, and ends the server as one does; then the file that is left is
   * still equal to the tables, and its backup is the file that the server began with.
   *
   * @return how many keys both hold
   */
  int end(Collection<String> moved) throws IOException {
    load.stop();
    requireNothingLost();
    server.end();
    int keys = stores.awaitEqual(new HashSet<>(moved));
    try (InputStream in = World.class.getResourceAsStream("/memory.edn")) {
      byte[] first = Objects.requireNonNull(in).readAllBytes();
      byte[] backup = Files.readAllBytes(folder.resolve("memory.edn.backup"));
      if (!Arrays.equals(first, backup)) {
        throw new AssertionError("the backup is not the file that it began with");
      }
    }
    return keys;
  }

  @Override
  public void close() {
    load.close();
    server.close();
    database.stop();
  }
}

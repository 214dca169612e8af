package dev.crossfade.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fault runs one after the other, on one server. */
final class LiveFaults implements AutoCloseable {
  private final Path folder;
  private final LiveJvm jvm;
  private final LiveServer server;
  private final LiveCast.Stage stage;
  private final boolean mounts;
  private int number;

  /**
   * @param folder for everything; the files of runs that failed are kept in it
   */
  LiveFaults(Path folder, LiveJvm jvm) throws Exception {
    this.folder = folder;
    this.jvm = jvm;
    stage = new LiveCast.Stage(jvm, null);
    mounts = LiveDisk.isPossible(folder);
    server = new LiveServer(Files.createDirectories(folder.resolve("server")));
  }

  /** Makes the run of a seed. */
  LiveRun.Result run(long seed) throws Exception {
    return run(seed, stage, null);
  }

  /** Makes a run in which these things happen. */
  LiveRun.Result only(long seed, List<LiveHappenings.Kind> wanted) throws Exception {
    return run(seed, stage, wanted);
  }

  private LiveRun.Result run(
      long seed, LiveCast.Stage cast, @Nullable List<LiveHappenings.Kind> wanted) throws Exception {
    number++;
    Path home = Files.createDirectory(folder.resolve("run-" + number));
    long start = System.nanoTime();
    LiveRun.Result result = new LiveRun(seed, this, cast, home, wanted).run();
    System.out.println(
        (System.nanoTime() - start) / 1_000_000
            + " ms, "
            + folder.getFileName()
            + "/"
            + home.getFileName()
            + ": "
            + result);
    if (result.violations().isEmpty()) {
      LiveDisk.run("rm", "-rf", home.toString());
    }
    return result;
  }

  /**
   * Makes runs with a defect until it is found; one in which nothing goes wrong must not find it.
   *
   * @return how many it took; 0 when it was not found
   */
  int find(LivePlanted planted, long seed, int most) throws Exception {
    Path defects = planted.plant(Files.createDirectories(folder.resolve(planted.name())));
    try (LiveCast.Stage cast = new LiveCast.Stage(jvm, defects)) {
      List<String> happy = run(seed, cast, List.of()).violations();
      if (!happy.isEmpty()) {
        throw new AssertionError(planted + " breaks the happy path: " + happy);
      }
      for (int runs = 1; runs <= most; runs++) {
        if (!run(seed + runs - 1, cast, planted.happenings()).violations().isEmpty()) {
          return runs;
        }
      }
    }
    return 0;
  }

  /** Whether disks can be mounted here. */
  boolean mounts() {
    return mounts;
  }

  /** A place for a disk of the server, which may run as another user. */
  Path newServerDisk() {
    return folder.resolve("disk-" + number);
  }

  LiveServer server() {
    return server;
  }

  @Override
  public void close() {
    stage.close();
    server.close();
  }
}

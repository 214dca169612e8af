package dev.crossfade.benchmarks;

import dev.crossfade.benchmarks.FacadeWrites.Names;
import dev.crossfade.benchmarks.Gateway.State;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.setting.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Measures stores of applications, in this process; large ones in processes of their own. */
final class FacadeScenarios {
  private final Path work;
  private final Server server;
  private final Rotation rotation;
  private final FacadeScale scale;
  private int folders;

  FacadeScenarios(Path work, Server server, Rotation rotation, FacadeScale scale) {
    this.work = work;
    this.server = server;
    this.rotation = rotation;
    this.scale = scale;
  }

  private Path folder() throws Exception {
    return Files.createDirectories(work.resolve("facade-" + ++folders));
  }

  /** A write of an EDN file. */
  void writes(int rounds) throws Exception {
    Path folder = folder();
    latencies(
        rounds,
        name -> StoreSettings.edn(name, folder.resolve(name + ".edn")),
        Map.of(
            State.UP, new Names(FacadeFigure.WRITE_UP, FacadeFigure.WRITE_UP_HIGH),
            State.DOWN, new Names(FacadeFigure.WRITE_DOWN, FacadeFigure.WRITE_DOWN_HIGH),
            State.HUNG, new Names(FacadeFigure.WRITE_HUNG, FacadeFigure.WRITE_HUNG_HIGH)));
  }

  /** The same of SQLite, which forces each to the disk. */
  void sqlite(int rounds) throws Exception {
    Path folder = folder();
    latencies(
        rounds,
        name ->
            StoreSettings.sqlite(name, folder.resolve(name + ".sqlite"), "documents")
                .withDurability(Durability.EVENT),
        Map.of(
            State.UP, new Names(FacadeFigure.SQLITE_UP, FacadeFigure.SQLITE_UP_HIGH),
            State.DOWN, new Names(FacadeFigure.SQLITE_DOWN, FacadeFigure.SQLITE_DOWN_HIGH),
            State.HUNG, new Names(FacadeFigure.SQLITE_HUNG, FacadeFigure.SQLITE_HUNG_HIGH)));
  }

  private void latencies(
      int rounds, Function<String, StoreSettings> stores, Map<State, Names> names)
      throws Exception {
    try (FacadeWrites writes = new FacadeWrites(scale, rotation, server.freshDatabase(), stores)) {
      writes.measure(rounds, names);
    }
  }

  /** Threads that share a force to the disk. */
  void group(int rounds) throws Exception {
    new FacadeGroup(folder(), scale, rotation).measure(rounds);
  }

  /** A read. */
  void reads(int rounds) throws Exception {
    new FacadeReads(scale, rotation).measure(folder(), server.freshDatabase(), rounds);
  }

  /** PostgreSQL alone. */
  void jdbc(int rounds) throws Exception {
    new FacadeDrivers(scale, rotation, server.freshDatabase()).measure(folder(), rounds);
  }

  /** Files of growing size, beside the database. */
  void large(int rounds) throws Exception {
    FacadeLarge large = new FacadeLarge(server, rotation);
    for (int keys : scale.sizes()) {
      large.measure(folder(), keys, rounds);
    }
  }

  /** The share of rewriting. */
  void rewriting(int rounds) throws Exception {
    for (int round = 0; round < rounds; round++) {
      Path file = folder().resolve("rewritten.edn");
      EdnData.write(file, scale.rewritingKeys());
      double percent =
          FacadeRewriting.percent(file, scale.rewritingKeys(), scale.rewritingSeconds());
      rotation.note(FacadeFigure.REWRITING.name(), percent, Files.size(file) / 1e6);
    }
  }
}

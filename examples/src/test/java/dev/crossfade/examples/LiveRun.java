package dev.crossfade.examples;

import dev.crossfade.cli.demo.program.LiveJudge;
import dev.crossfade.examples.LiveHappenings.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One fault run: writers write all the while, the file is followed, perhaps switched over and back,
 * and whatever takes part dies. What happens, and in which order, follows from the seed;
 * neighbouring seeds take the named places one after the other.
 */
final class LiveRun {
  private static final int STEPS_MAX = 4;

  private static final int DISK_MEGABYTES = 24;
  private static final int SERVER_MEGABYTES = 48;

  private final long seed;
  private final Random random;
  private final LiveFaults faults;
  private final LiveCast.Stage stage;
  private final Path folder;
  private final List<Kind> happenings;
  private final Map<String, Integer> happened = new TreeMap<>();
  private final List<String> violations = Collections.synchronizedList(new ArrayList<>());

  /**
   * What came of it.
   *
   * @param acknowledged transactions
   * @param faults how many of each kind were injected
   * @param violations of what must hold; empty when it does
   */
  record Result(
      long seed,
      long acknowledged,
      int samples,
      Map<String, Integer> faults,
      List<String> violations) {}

  /**
   * @param wanted what happens, or null for what the seed says; nothing at all is the happy path
   */
  LiveRun(
      long seed,
      LiveFaults faults,
      LiveCast.Stage stage,
      Path folder,
      @Nullable List<Kind> wanted) {
    this.seed = seed;
    this.faults = faults;
    this.stage = stage;
    this.folder = folder;
    random = new Random(seed);
    // The first number of neighbouring seeds is nearly the same.
    random.nextLong();
    happenings = wanted == null ? chosen() : wanted;
  }

  private List<Kind> chosen() {
    List<Kind> all = new ArrayList<>(List.of(Kind.values()));
    all.removeIf(kind -> kind == Kind.FOLLOW || kind.needsMount() && !faults.mounts());
    Collections.shuffle(all, random);
    List<Kind> ending = all.stream().filter(Kind::ends).toList();
    all.removeAll(ending);
    // Mostly one or two.
    int steps = 1 + Math.min(random.nextInt(STEPS_MAX), random.nextInt(STEPS_MAX));
    List<Kind> chosen = new ArrayList<>(all.subList(0, steps));
    if (random.nextInt(5) < 2) {
      chosen.add(ending.get(0));
    }
    return chosen;
  }

  Result run() throws Exception {
    boolean ownDisk = happenings.stream().anyMatch(Kind::needsDisk);
    boolean ownServerDisk = happenings.contains(Kind.FULL_SERVER);
    boolean proxied = happenings.stream().anyMatch(Kind::needsProxy);
    try (LiveDisk disk = ownDisk ? LiveDisk.inFile(folder, DISK_MEGABYTES) : null;
        LiveDisk serverDisk =
            ownServerDisk ? LiveDisk.inMemory(faults.newServerDisk(), SERVER_MEGABYTES) : null;
        LiveProxy proxy = proxied ? new LiveProxy(faults.server().port()) : null) {
      return run(disk, serverDisk, proxy);
    }
  }

  private Result run(
      @Nullable LiveDisk disk, @Nullable LiveDisk serverDisk, @Nullable LiveProxy proxy)
      throws Exception {
    Path file = (disk == null ? folder : disk.place()).resolve("app.sqlite");
    LiveServer server = faults.server();
    String database = server.createDatabase(serverDisk == null ? null : serverDisk.place());
    String jdbcUrl = server.jdbcUrl(database);
    LiveJudge.seed(folder, file, random.nextInt(4) == 0 ? "DELETE" : "WAL");
    LiveJudge judge = new LiveJudge(folder, file, jdbcUrl);
    LiveSampler sampler = new LiveSampler(judge, violations);
    String url = server.followersUrl(database, proxy == null ? server.port() : proxy.port());
    LiveScene scene;
    try (LiveStores stores = new LiveStores(file, jdbcUrl);
        LiveCast cast = new LiveCast(stage, folder, file, url)) {
      scene =
          new LiveScene(
              seed,
              random,
              folder,
              file,
              server,
              database,
              cast,
              stores,
              sampler,
              disk,
              serverDisk,
              proxy,
              1 + random.nextInt(2),
              fault -> happened.merge(fault, 1, Integer::sum));
      if (happenings.isEmpty()) {
        new LiveHappyPath(scene).run();
      } else {
        cast.write(jdbcUrl, seed);
        play(scene, judge);
      }
    } catch (AssertionError failed) {
      violations.add(String.valueOf(failed.getMessage()));
    } finally {
      sampler.end();
    }
    if (violations.isEmpty() || serverDisk != null) {
      server.drop(database);
    }
    return new Result(
        seed, judge.acknowledged(), sampler.samples(), happened, List.copyOf(violations));
  }

  private void play(LiveScene scene, LiveJudge judge) throws Exception {
    LiveHappenings play = new LiveHappenings(scene);
    play.begin(true);
    LiveJudge.addTrigger(scene.server().jdbcUrl(scene.database()));
    scene.sampler().start();
    for (Kind happening : happenings) {
      if (violations.isEmpty()) {
        play.happen(happening);
      }
    }
    if (violations.isEmpty() && happenings.stream().noneMatch(Kind::ends)) {
      scene.cast().endWriting();
      scene.heal();
      scene.sampler().end();
      violations.addAll(judge.whole());
      play.end();
    }
  }
}

package dev.crossfade.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.facade.Crossfade;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.facade.Origin;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands on the store of an application that runs: nobody else can open its file, so it carries
 * them out itself.
 */
final class StoreCommandsTest {
  /** Bounds hangs only. */
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);

  private static final String LANE = "memory.edn#presence";
  private static final String PATIENT = "600";

  @TempDir Path temporary;

  private Path folder;
  private ScratchDatabase database;
  private Crossfade application;

  @BeforeEach
  void open() throws IOException {
    folder = temporary.toRealPath();
    database = ScratchServer.createDatabase();
    start();
  }

  @AfterEach
  void close() {
    try (ScratchDatabase dropped = database) {
      assertThat(dropped).isNotNull();
      application.close();
    }
  }

  private void start() {
    application = Crossfade.open(MemoryStore.settings(file(), database.url()));
  }

  private Path file() {
    return folder.resolve("memory.edn");
  }

  private CrossfadeStore store() {
    return application.store("memory");
  }

  private CommandRun run(String... words) {
    return CommandRun.of(folder, database.url(), words);
  }

  /** Waits until the status as JSON holds a text. */
  private void awaitStatus(String source, String expected) {
    long end = System.nanoTime() + LIMIT_NANOS;
    CommandRun status = run("status", "--of", source, "--json");
    while (!status.out().contains(expected)) {
      assertThat(System.nanoTime()).as(expected + " in\n" + status).isLessThan(end);
      LockSupport.parkNanos(50_000_000);
      status = run("status", "--of", source, "--json");
    }
  }

  private static String stage(String name) {
    return "\"stage\":\"" + name + "\"";
  }

  /** Takes a request in the time that its sender has, however busy the machine is. */
  private CommandRun answered(String... words) {
    CommandRun run = run(words);
    long end = System.nanoTime() + LIMIT_NANOS;
    while (run.err().contains("CF-7210")) {
      assertThat(System.nanoTime()).as(run.toString()).isLessThan(end);
      run = run(words);
    }
    return run;
  }

  private void copy() {
    answered("stage", "DUAL_WRITE", "--of", LANE, "--yes").ends(0);
    awaitStatus(LANE, stage("DUAL_WRITE"));
  }

  private static Document number(int value) {
    return new Document.Int(value);
  }

  @Test
  void aPatternIsMovedThereAndBackWhileWritesGoOn() throws Exception {
    store().put("presence/0", number(0));
    AtomicBoolean ended = new AtomicBoolean();
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> written =
          writer.submit(
              () -> {
                int next = 0;
                while (!ended.get()) {
                  next++;
                  store().put("presence/" + next % 50, number(next));
                  LockSupport.parkNanos(2_000_000);
                }
                return next;
              });
      copy();
      assertThat(answered("switch", "--of", LANE, "--yes").ends(4).err())
          .contains("CF-6004")
          .contains("Nothing was verified yet");
      assertThat(answered("stage", "shadow-read", "--of", LANE, "--yes").ends(0).out())
          .contains("Now SHADOW_READ");
      assertThat(answered("verify", LANE, "--live").ends(0).out())
          .contains("presence")
          .contains("Equal, while writers went on.");
      assertThat(answered("switch", "--of", LANE, "--dry-run", "--json").out())
          .contains("\"name\":\"verification\",\"open\":true");
      assertThat(
              answered("switch", "--of", LANE, "--yes", "--limit", PATIENT, "--json").ends(0).out())
          .contains(stage("NEW_FIRST"))
          .contains("\"waitedMillis\":");
      assertThat(store().read("presence/0").origin()).isEqualTo(Origin.SECOND);
      assertThat(store().read("project/0").origin()).isEqualTo(Origin.FIRST);
      awaitStatus(LANE, stage("NEW_FIRST"));
      assertThat(answered("verify", "presence", "--live", "--json").ends(0).out())
          .contains("\"equal\":true")
          .contains("\"table\":\"presence\"");
      assertThat(answered("stage", "NEW_ONLY", "--of", LANE, "--yes").ends(0).out())
          .contains("Now NEW_ONLY");
      assertThat(answered("verify", LANE, "--live", "--changed").ends(0).out()).contains("Equal");
      assertThat(answered("back", "--of", LANE, "--yes", "--limit", PATIENT).ends(0).out())
          .contains("memory.edn#presence takes writes now");
      ended.set(true);
      int last = written.get(5, TimeUnit.MINUTES);
      assertThat(store().read("presence/" + last % 50).value()).isEqualTo(number(last));
      assertThat(store().read("presence/0").origin()).isEqualTo(Origin.FIRST);
      assertThat(answered("verify", LANE, "--live").ends(0).out()).contains("Equal");
      assertThat(run("events", "--of", LANE, "--last", "100").ends(0).out())
          .contains("switch is asked for by ")
          .contains("back is asked for by ");
      assertThat(answered("stage", "LEGACY_ONLY", "--of", LANE, "--yes").ends(0).out())
          .contains("Now LEGACY_ONLY");
      assertThat(run("status").ends(0).out()).contains("Nothing is followed");
      assertThat(store().count()).isEqualTo(50);
    } finally {
      ended.set(true);
      writer.shutdown();
      assertThat(writer.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void allPatternsOfAStoreAreBegunAndShown() {
    store().put("presence/1", number(1));
    store().put("project/1", number(2));
    store().put("project/2", number(2));
    answered("stage", "DUAL_WRITE", "--of", "memory.edn", "--yes").ends(0);
    awaitStatus("presence", stage("DUAL_WRITE"));
    awaitStatus("project", stage("DUAL_WRITE"));
    awaitStatus("memory_other", stage("DUAL_WRITE"));
    awaitStatus("project", "It answers: 2 keys.");
    assertThat(run("status", "--of", "memory.edn").ends(0).out())
        .contains("memory.edn#presence")
        .contains("memory.edn#project");
    assertThat(run("stage", "NEW_ONLY", "--of", "memory.edn", "--yes").ends(2).err())
        .contains("CF-6303");
    assertThat(run("stage").ends(0).out()).contains("crossfade stage SHADOW_READ");
    answered("verify", "memory.edn", "--live").ends(0);
    answered("switch", "--of", "memory.edn", "--yes", "--limit", PATIENT).ends(0);
    assertThat(store().read("project/1").origin()).isEqualTo(Origin.SECOND);
    assertThat(store().read("anything").origin()).isEqualTo(Origin.SECOND);
  }

  @Test
  void nobodyAnswersWhileTheApplicationIsAway() {
    copy();
    application.close();
    CommandRun refused = run("switch", "--of", LANE, "--yes").ends(1);
    assertThat(refused.err()).contains("CF-7210").contains("Start it");
    assertThat(run("verify", LANE, "--live").ends(1).err()).contains("CF-7210");
    assertThat(run("stage", "DUAL_WRITE", "--of", "memory.edn#project", "--yes").ends(1).err())
        .contains("CF-7210");
    CommandRun status = run("status").ends(0);
    assertThat(status.out()).contains("does not answer (CF-7210)").contains("DUAL_WRITE");
    assertThat(run("pause", "--of", LANE).ends(0).out()).contains("Paused");
    assertThat(run("resume", "--of", LANE).ends(0).out()).contains("It goes on");
    start();
    awaitStatus(LANE, "It answers");
    // What was given up is not carried out later.
    assertThat(run("status", "--of", LANE, "--json").out()).contains(stage("DUAL_WRITE"));
    assertThat(run("stage").out()).doesNotContain("project");
  }

  @Test
  void whatOnlyTheApplicationMayDoIsRefused() {
    copy();
    String[][] commands = {
      {"repair", "--of", LANE, "--differences"},
      {"retire", "--of", LANE, "--yes"},
      {"dead-keys", "--of", LANE},
      {"reconcile", "--of", LANE, "--right", "SOURCE", "--reason", "a test"},
      {"resume", "--of", LANE, "--reinstall"},
    };
    for (String[] command : commands) {
      assertThat(run(command).ends(2).err()).as(String.join(" ", command)).contains("CF-7214");
    }
    assertThat(run("throttle", "--of", LANE, "--rows", "100000").ends(0).out()).contains("100000");
    assertThat(run("status", "--of", LANE, "--json").out()).contains("\"paused\":null");
    store().put("presence/1", number(1));
    assertThat(answered("verify", LANE, "--live").ends(0).out()).contains("Equal");
  }

  /** It took the request and dies: whoever asked is told at once, and nothing is left half done. */
  @Test
  void theOwnerDiesWhileItCarriesACommandOut() throws Exception {
    copy();
    answered("verify", LANE, "--live").ends(0);
    application.close();
    try (OwnerProcess owner =
        OwnerProcess.start(file(), database.url(), "facade.command.taken:1")) {
      CommandRun died = answered("switch", "--of", LANE, "--yes").ends(1);
      assertThat(died.err()).contains("CF-7211").contains("Start it");
      assertThat(owner.status()).isEqualTo(137);
    }
    start();
    awaitStatus(LANE, "It answers");
    answered("switch", "--of", LANE, "--yes", "--limit", PATIENT).ends(0);
    awaitStatus(LANE, stage("NEW_FIRST"));
  }
}

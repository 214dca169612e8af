package dev.crossfade.examples;

import dev.crossfade.cli.demo.program.LiveJudge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What a fault run ends with: what a person has to decide about must stop the passes, and nothing
 * may be applied meanwhile; and what the power takes.
 */
final class LiveEndings {
  private static final long LONG_ENOUGH_MILLIS = 700;
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final List<String> REBUILD =
      List.of(
          "BEGIN IMMEDIATE",
          "CREATE TABLE notes_new (writer INTEGER NOT NULL, number INTEGER NOT NULL, body TEXT,"
              + " score REAL NOT NULL, PRIMARY KEY (writer, number)) WITHOUT ROWID",
          "INSERT INTO notes_new SELECT writer, number, body, score FROM notes",
          "DROP TABLE notes",
          "ALTER TABLE notes_new RENAME TO notes",
          "COMMIT");
  private static final List<String> ALTERATIONS =
      List.of(
          "ALTER TABLE demo.notes DISABLE TRIGGER crossfade_record",
          "DROP TRIGGER crossfade_record ON demo.notes",
          "ALTER TABLE demo.notes DISABLE TRIGGER ALL",
          // Locked, or a pass that comes between would be lost by this, not by the follower.
          "BEGIN; LOCK TABLE demo.notes; CREATE TABLE demo.other (LIKE demo.notes INCLUDING ALL);"
              + " INSERT INTO demo.other SELECT * FROM demo.notes; DROP TABLE demo.notes;"
              + " ALTER TABLE demo.other RENAME TO notes; COMMIT");

  private final LiveScene scene;
  private final LiveStores stores;

  LiveEndings(LiveScene scene) {
    this.scene = scene;
    stores = scene.stores();
  }

  void happen(LiveHappenings.Kind kind) throws Exception {
    switch (kind) {
      case POWER_LOSS -> losePower();
      case RESTORED_FILE -> restoreFile();
      case RESTORED_SERVER -> restoreServer();
      case REBUILT -> rebuild();
      case ALTERED -> alter();
      default -> throw new AssertionError(kind);
    }
  }

  /** The machine with the file and everybody on it but the server loses its power. */
  private void losePower() throws Exception {
    scene.count().accept("power lost");
    scene.sampler().end();
    // Asked before: who closes a file as the last one makes it durable.
    boolean forth = stores.fileIsOpen();
    scene.cast().kill();
    Objects.requireNonNull(scene.disk()).losePower();
    try (Sql sql = stores.sqlite()) {
      if (!sql.one("PRAGMA integrity_check").equals("ok")) {
        throw new AssertionError("the file is broken");
      }
    }
    Map<Integer, Long> left = stores.sqliteProgress();
    Map<Integer, Long> shown = stores.postgresProgress();
    if (forth && !LiveStores.reached(left, shown)) {
      throw new AssertionError("the file holds " + left + ", PostgreSQL shows " + shown);
    }
    scene.heal();
    LiveJudge judge = scene.sampler().judge();
    List<String> wrong = forth ? judge.same() : judge.whole();
    if (!wrong.isEmpty()) {
      throw new AssertionError("after the power was lost: " + wrong);
    }
    new LiveHappenings(scene).end();
  }

  /** An older copy of the file is put in its place. */
  private void restoreFile() throws Exception {
    scene.count().accept("file restored from a backup");
    Path backup = scene.folder().resolve("backup.sqlite");
    try (Sql sql = stores.sqlite()) {
      sql.execute("VACUUM INTO '" + backup + "'");
    }
    boolean running = scene.random().nextBoolean();
    goOnAndEnd();
    if (!running) {
      List.copyOf(scene.cast().followers()).forEach(LiveCast.Command::close);
    }
    String before = stores.postgresRows();
    for (String end : List.of("-wal", "-shm", "-journal")) {
      Files.deleteIfExists(scene.file().resolveSibling(scene.file().getFileName() + end));
    }
    LiveDisk.run("mv", backup.toString(), scene.file().toString());
    paused("CF-6001", "CF-6115", "CF-6005");
    TimeUnit.MILLISECONDS.sleep(LONG_ENOUGH_MILLIS);
    same(before, stores.postgresRows());
    if (stores.fileIsOpen() && stores.postgresIsOpen()) {
      throw new AssertionError("both stores are open");
    }
    goOn("TARGET");
  }

  /**
   * The two ways on.
   *
   * @param right the store that was not restored, and so holds all that was acknowledged
   */
  private void goOn(String right) throws Exception {
    if (scene.random().nextBoolean()) {
      goOnAnew();
      return;
    }
    scene.count().accept("reconciled");
    run(4, "reconcile");
    run(0, "reconcile", "--right", right, "--reason", "a test", "--yes");
    scene.heal();
    List<String> wrong = scene.sampler().judge().whole();
    if (!wrong.isEmpty()) {
      throw new AssertionError("after it was reconciled: " + wrong);
    }
    new LiveHappenings(scene).end();
  }

  /** The migration is ended, and the file followed anew. */
  private void goOnAnew() throws Exception {
    run(0, "retire", "--yes");
    for (LiveCast.Command follower : List.copyOf(scene.cast().followers())) {
      follower.ends(LiveHappenings.END_SECONDS);
    }
    Console.Result compared =
        scene.cast().run("", "verify", scene.file().toString(), "--into", "demo");
    if (compared.status() != 0 && compared.status() != 4) {
      throw new AssertionError("cannot be compared: " + compared);
    }
    scene.cast().follow("", "anew");
    scene.await(
        "following anew",
        () -> stores.isThere("anew.progress") && scene.sampler().judge().equalIn("anew"));
    run(0, "retire", "--yes");
  }

  private void run(int status, String... arguments) throws Exception {
    Console.Result result = scene.cast().run("", arguments);
    if (result.status() != status) {
      throw new AssertionError(String.join(" ", arguments) + ": " + result);
    }
  }

  /** Writes on, so that passes are confirmed that a backup from before does not know. */
  private void goOnAndEnd() throws Exception {
    Map<Integer, Long> before = stores.openProgress();
    scene.cast().writeOn(300L + scene.random().nextInt(500));
    scene.await("a write", () -> !stores.openProgress().equals(before));
    scene.heal();
    scene.cast().endWriting();
    scene.heal();
    scene.sampler().end();
  }

  private void same(String before, String after) {
    if (!before.equals(after)) {
      throw new AssertionError("something was applied: " + before + " became " + after);
    }
  }

  /** The database is put back to a state from before. */
  private void restoreServer() throws Exception {
    scene.count().accept("database restored from a backup");
    String backup = scene.database() + "_backup";
    scene.server().copy(scene.database(), backup);
    scene.heal();
    goOnAndEnd();
    if (scene.random().nextBoolean()) {
      List.copyOf(scene.cast().followers()).forEach(LiveCast.Command::close);
    }
    String before = stores.sqliteRows();
    scene.server().replace(scene.database(), backup);
    paused("CF-6001", "CF-6005");
    TimeUnit.MILLISECONDS.sleep(LONG_ENOUGH_MILLIS);
    same(before, stores.sqliteRows());
    goOn("SOURCE");
  }

  /** The program builds a table of the open file anew; what it writes then is not recorded. */
  private void rebuild() throws Exception {
    if (!stores.fileIsOpen()) {
      new LiveMoves(scene).move(true);
    }
    scene.count().accept("table of the file built anew");
    try (Sql sql = stores.sqlite()) {
      for (String statement : REBUILD) {
        sql.execute(statement);
      }
    }
    paused("CF-6108", "CF-6331");
    scene.cast().writeOn(300);
  }

  /** Somebody alters PostgreSQL's triggers or tables, while it is open or closed. */
  private void alter() throws Exception {
    boolean open = stores.postgresIsOpen();
    scene.count().accept("triggers altered in PostgreSQL, " + (open ? "open" : "closed"));
    try (Sql sql = stores.postgres()) {
      sql.execute(scene.place(ALTERATIONS));
    }
    if (!open) {
      Console.Result last =
          scene
              .cast()
              .run("", "switch", "--yes", "--override", "verification", "--reason", "a test");
      if (stores.postgresIsOpen()) {
        throw new AssertionError("it opened without its triggers: " + last);
      }
      return;
    }
    paused("CF-6209");
  }

  /** Waits until the passes are paused for one of these reasons. */
  private void paused(String... codes) throws Exception {
    scene.cast().fill(scene.followers());
    scene.await(
        "a pause for " + String.join(" or ", codes),
        PAUSE,
        () -> {
          String paused = stores.pause();
          return List.of(codes).stream().anyMatch(paused::startsWith);
        });
  }
}

package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.live.Console;
import dev.crossfade.live.Follower;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Follows several files by a thread each. What needs a person pauses the one that it is about; the
 * others go on. One file alone is followed by the caller's thread, and its failure ends it.
 */
final class Followers {
  private final Session session;
  private final List<Migration> migrations;

  Followers(Session session, List<Migration> migrations) {
    this.session = session;
    this.migrations = migrations;
  }

  /**
   * Follows until it is asked to stop, or all are retired.
   *
   * @param settled called once, when each has caught up or is paused
   */
  void run(Runnable settled) {
    if (migrations.size() == 1) {
      Migration migration = migrations.get(0);
      new Follower(migration, LiveConsole.of(session))
          .run(
              () -> {
                settled.run();
                session.note("Caught up: every commit arrives as it is made.");
              });
      ended(session::note, migration);
      return;
    }
    several(settled);
  }

  private void several(Runnable settled) {
    CountDownLatch open = new CountDownLatch(migrations.size());
    // Made here: several threads share what stops them.
    Console console = LiveConsole.of(session);
    List<One> all = new ArrayList<>();
    for (Migration migration : migrations) {
      One one = new One(migration, console, open);
      all.add(one);
      one.start();
    }
    RuntimeException defect = null;
    try {
      open.await();
      settled.run();
      for (One one : all) {
        one.join();
        defect = one.defect == null ? defect : one.defect;
      }
    } catch (InterruptedException interrupted) {
      console.cancellation().request();
      Thread.currentThread().interrupt();
    }
    if (defect != null) {
      throw defect;
    }
  }

  private static void ended(java.util.function.Consumer<String> note, Migration migration) {
    if (migration.stage() == Stage.RETIRED) {
      note.accept("The migration is retired; there is nothing to follow.");
    }
  }

  private static final class One extends Thread {
    private final Migration migration;
    private final Console console;
    private final CountDownLatch open;
    private boolean counted;
    private @Nullable RuntimeException defect;

    One(Migration migration, Console shared, CountDownLatch open) {
      super("follow " + migration.record().source());
      this.migration = migration;
      this.open = open;
      String name = String.valueOf(Path.of(migration.record().source()).getFileName());
      console =
          new Console(
              shared.events(),
              shared.cancellation(),
              text -> shared.note().accept(name + ": " + text));
    }

    @Override
    public void run() {
      try {
        while (!console.cancellation().requested() && migration.stage() != Stage.RETIRED) {
          follow();
        }
        ended(console.note(), migration);
      } catch (RuntimeException unexpected) {
        defect = unexpected;
        console.note().accept("It ends: " + unexpected);
      } finally {
        count();
      }
    }

    private void follow() {
      try {
        new Follower(migration, console)
            .run(
                () -> {
                  console.note().accept("Caught up: every commit arrives as it is made.");
                  count();
                },
                this::count);
      } catch (CrossfadeException failure) {
        migration.pause(
            failure.code().code() + " " + failure.code().title() + ": " + failure.detail());
      }
    }

    private void count() {
      if (!counted) {
        counted = true;
        open.countDown();
      }
    }
  }
}

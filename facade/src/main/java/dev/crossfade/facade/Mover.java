package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Events;
import dev.crossfade.live.Console;
import dev.crossfade.live.Follower;
import dev.crossfade.live.Migration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the first copy and the passes of one pattern, on a thread of its own. */
final class Mover {
  private final Cancellation cancellation = new Cancellation();
  private final Supplier<Migration> migration;
  private final Events events;
  private final Consumer<String> note;
  private final Thread thread;
  private volatile @Nullable CrossfadeException failure;

  /**
   * @param name of the thread
   * @param migration opens it anew; called on the thread
   * @param events progress of the first copy goes there
   * @param note takes what a person should know
   */
  Mover(String name, Supplier<Migration> migration, Events events, Consumer<String> note) {
    this.migration = migration;
    this.events = events;
    this.note = note;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      new Follower(migration.get(), new Console(events, cancellation, note)).run(() -> {});
    } catch (CrossfadeException e) {
      failure = e;
      note.accept(e.getMessage());
    }
  }

  /** Why it ended by itself, or null. */
  @Nullable CrossfadeException failure() {
    return failure;
  }

  /** Whether it still works. */
  boolean isAlive() {
    return thread.isAlive();
  }

  /** Asks it to end. */
  void stop() {
    cancellation.request();
  }

  /** Waits until it has ended; an interrupt is kept for afterwards. */
  void join() {
    Threads.join(thread);
  }
}

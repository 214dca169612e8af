package dev.crossfade.files.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.segment.DurableFiles;
import dev.crossfade.core.value.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Brings the readable file up to what readers see, on a thread of its own, a pause after the first
 * change. The pause is nineteen times as long as the last rewriting at least, so that this takes a
 * twentieth of the time at most. The steps, each durable before the next:
 *
 * <ol>
 *   <li>the journal is forced, so that it never ends before what the file holds;
 *   <li>the file is copied to its backup, unless there is one;
 *   <li>the new file is written beside it, and read back;
 *   <li>it is noted that the file may hold either;
 *   <li>the new file takes the place of the old one;
 *   <li>it is noted that it does;
 *   <li>files of the journal that it covers are removed.
 * </ol>
 */
final class Rewriter {
  private static final long JOIN_NOTHING = 0;

  private final StoreFiles files;
  private final Publisher publisher;
  private final ReentrantLock rewriting = new ReentrantLock();
  private final ReentrantLock waiting = new ReentrantLock();
  private final Condition woken = waiting.newCondition();
  private @Nullable Thread thread;
  private boolean behind;
  private boolean closed;
  private long pauseNanos;
  private final RetryPause retry;
  private volatile boolean keepsEntries;
  private boolean isFailing;

  Rewriter(StoreFiles files, Publisher publisher, boolean behind) {
    this.files = files;
    this.publisher = publisher;
    keepsEntries = publisher.now().content().notes().size() > 0;
    retry = new RetryPause(files.options().pause());
    pauseNanos = retry.after(true, 0);
    if (behind) {
      changed();
    }
  }

  /** Something is new; the file is rewritten after a pause. */
  void changed() {
    waiting.lock();
    try {
      if (!behind && !closed) {
        behind = true;
        if (thread == null) {
          Thread made = new Thread(this::run, "crossfade-store " + files.file().getFileName());
          made.setDaemon(true);
          thread = made;
          made.start();
        }
        woken.signalAll();
      }
    } finally {
      waiting.unlock();
    }
  }

  private void run() {
    while (awaitWork()) {
      long began = System.nanoTime();
      boolean done = false;
      try {
        rewriteNow();
        done = true;
      } catch (RuntimeException | Error e) {
        // Whatever it was: without this thread the file would stay as it is for ever.
        tellFailure(e);
        changed();
      }
      pauseNanos = retry.after(done, System.nanoTime() - began);
    }
  }

  /** Waits for a change and then the pause; false at the end. */
  private boolean awaitWork() {
    waiting.lock();
    try {
      while (!behind && !closed) {
        woken.awaitUninterruptibly();
      }
      long left = pauseNanos;
      while (left > 0 && !closed) {
        try {
          left = woken.awaitNanos(left);
        } catch (InterruptedException e) {
          // Nobody knows this thread; close wakes it otherwise.
        }
      }
      return !closed;
    } finally {
      waiting.unlock();
    }
  }

  /** Tells the first of several failures. */
  private void tellFailure(Throwable failure) {
    rewriting.lock();
    try {
      if (!isFailing) {
        isFailing = true;
        files.tell(failure + " (it is tried again)");
      }
    } finally {
      rewriting.unlock();
    }
  }

  /** Rewrites the file unless it says already what readers see. */
  void rewriteNow() {
    rewriting.lock();
    try {
      begin();
      rewrite(publisher.now());
      if (isFailing) {
        isFailing = false;
        files.tell("it is rewritten again");
      }
    } catch (IOException e) {
      throw StoreFiles.unwritten(files.file(), e);
    } finally {
      rewriting.unlock();
    }
  }

  /** Whether what the file holds is kept, to tell an edit from it. */
  boolean keepsEntries() {
    return keepsEntries;
  }

  /** Sees to it that what the file holds is kept, now and from now on. */
  void keepEntries() {
    rewriting.lock();
    try {
      boolean before = keepsEntries;
      keepsEntries = true;
      try {
        rewriteNow();
      } catch (Throwable e) {
        keepsEntries = before;
        throw e;
      }
    } finally {
      rewriting.unlock();
    }
  }

  /** What changes from now on needs another rewriting. */
  private void begin() {
    waiting.lock();
    try {
      behind = false;
    } finally {
      waiting.unlock();
    }
  }

  private void rewrite(Publisher.State to) throws IOException {
    StateFiles state = files.state();
    List<StateFiles.Hold> holds = state.read();
    if (holds == null) {
      throw new CrossfadeException(ErrorCode.CF_7015, files.folder() + ": the state is missing");
    }
    StateFiles.Hold old = holds.get(0);
    boolean isOne = holds.size() == 1;
    if (isOne && old.through() == to.number() && (!keepsEntries || files.hasEntries(old))) {
      return;
    }
    Content content = to.content();
    Digest digest = content.digest();
    boolean hasFile = !isOne || old.digest() != null || content.entries().size() > 0;
    StateFiles.Hold now =
        new StateFiles.Hold(to.number(), hasFile ? digest : null, content.notes().size());
    files.journal().sync();
    if (isOne && Objects.equals(now.digest(), old.digest())) {
      files.writeHold(now, content, keepsEntries);
      FaultPoints.hit("store.rewrite.same");
    } else {
      replace(to, holds, now);
    }
    state.write(List.of(now));
    FaultPoints.hit("store.rewrite.confirmed");
    state.clean(List.of(now));
    files.journal().deleteBelow(to.number() + 1);
    FaultPoints.hit("store.rewrite.dropped");
  }

  private void replace(Publisher.State to, List<StateFiles.Hold> holds, StateFiles.Hold now)
      throws IOException {
    backUp();
    ReadableSide.Prepared prepared = files.readable().prepare(to.content());
    FaultPoints.hit("store.rewrite.prepared");
    files.writeHold(now, to.content(), keepsEntries);
    FaultPoints.hit("store.rewrite.keys");
    // More than two where the last replacement failed: the file may be any of them.
    List<StateFiles.Hold> possible = new ArrayList<>(holds);
    if (!possible.contains(now)) {
      possible.add(now);
    }
    files.state().write(possible);
    FaultPoints.hit("store.rewrite.noted");
    Path aside = files.aside("edited", to.number());
    boolean wasEdited;
    try {
      wasEdited = prepared.publish(aside);
    } catch (IOException e) {
      if (prepared.isUnused()) {
        takeBack(holds, e);
      }
      throw e;
    }
    if (wasEdited) {
      files.tell("it was edited while the store was open; the edited one is kept as " + aside);
    }
    FaultPoints.hit("store.rewrite.published");
  }

  /** Nothing was replaced: one hold more at each attempt would be of no use. */
  private void takeBack(List<StateFiles.Hold> holds, IOException failure) {
    try {
      files.state().write(holds);
      FaultPoints.hit("store.rewrite.taken-back");
      files.state().clean(holds);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Once: what is replaced later is our own. */
  private void backUp() throws IOException {
    Path mark = files.folder().resolve("backed-up");
    if (!Files.exists(mark)) {
      files.readable().copyTo(files.freeBackup());
      FaultPoints.hit("store.rewrite.backed-up");
      Files.createFile(mark);
      DurableFiles.forceFolder(files.folder());
    }
  }

  /** Ends the thread, and brings the file up to date. */
  void close() {
    stop();
    rewriteNow();
  }

  /** Ends the thread. */
  void stop() {
    Thread running;
    waiting.lock();
    try {
      closed = true;
      running = thread;
      woken.signalAll();
    } finally {
      waiting.unlock();
    }
    if (running != null) {
      join(running);
    }
  }

  @SuppressWarnings("ThreadJoinLoop") // an interrupt is kept for afterwards
  private static void join(Thread running) {
    boolean interrupted = false;
    while (running.isAlive()) {
      try {
        running.join(JOIN_NOTHING);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** When a {@link SnapshotLiveStore} looks at what it follows. */
final class LookTimes {
  private final SnapshotLiveStore store;
  private final Duration every;
  private long lookedAt;
  private boolean looked;
  private boolean copied;

  LookTimes(SnapshotLiveStore store, Duration every) {
    this.store = store;
    this.every = every;
  }

  /** Whether nobody looked yet. */
  boolean first() {
    return !looked;
  }

  /**
   * A look was made.
   *
   * @param copy whether a copy came of it
   */
  void looked(boolean copy) {
    looked = true;
    copied = copy;
    lookedAt = System.nanoTime();
  }

  /** Whether it is time to, or keys are dirty whatever is found. */
  boolean mustLook() {
    if (store.sidecar().pending() > 0) {
      return true;
    }
    if (looked && System.nanoTime() - lookedAt < pause()) {
      return false;
    }
    if (!isUnchanged()) {
      return true;
    }
    looked(true);
    if (isOfFiles()) {
      notes().trouble(null);
    }
    return false;
  }

  private long pause() {
    return (copied ? every : store.origin().rest(every)).toNanos();
  }

  private boolean isOfFiles() {
    return store.fence() != null;
  }

  private FilesNotes notes() {
    return new FilesNotes(store.sidecar());
  }

  private boolean isUnchanged() {
    return is(store.sidecar().known().fingerprint());
  }

  private boolean is(@org.jspecify.annotations.Nullable String fingerprint) {
    try {
      return store.origin().fingerprint().text().equals(fingerprint);
    } catch (CrossfadeException unreadable) {
      if (!isOfFiles()) {
        throw unreadable;
      }
      return false;
    }
  }

  /** Keys that are dirty; -1 when something changed and nobody looked yet. */
  long backlog() {
    long pending = store.sidecar().pending();
    // Times that are too young to be trusted say enough here: a switch reads everything again.
    boolean known = pending > 0 || isUnchanged() || isOfFiles() && is(notes().seen());
    return known ? pending : -1;
  }

  /** Waits until it is time to look, or the limit is over. */
  boolean await(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!Thread.currentThread().isInterrupted()) {
      long now = System.nanoTime();
      long pause = pause();
      if (!looked || now - lookedAt >= pause) {
        return true;
      }
      if (now - end >= 0) {
        return false;
      }
      LockSupport.parkNanos(Math.min(end - now, pause - (now - lookedAt)));
    }
    return false;
  }
}

package dev.crossfade.facade;

/** Waiting for threads. */
final class Threads {
  private Threads() {}

  /** Waits for its end; an interrupt is kept for afterwards. */
  @SuppressWarnings("ThreadJoinLoop") // it must have ended before what it uses is closed
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

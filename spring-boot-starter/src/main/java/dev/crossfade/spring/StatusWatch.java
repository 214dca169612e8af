package dev.crossfade.spring;

import dev.crossfade.facade.Crossfade;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.facade.PatternStatus;
import dev.crossfade.facade.StoreStatus;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the stores now and then, on a thread of its own, for health and metrics: who asks for
 * these waits for no store. No keys are counted.
 */
final class StatusWatch implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Crossfade crossfade;
  private final Map<String, StoreStatus> last = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor executor;

  /** Begins to look. */
  StatusWatch(Crossfade crossfade, Duration interval) {
    this.crossfade = crossfade;
    executor = new ScheduledThreadPoolExecutor(1, StatusWatch::thread);
    long nanos = interval.toNanos();
    var unused = executor.scheduleWithFixedDelay(this::look, 0, nanos, TimeUnit.NANOSECONDS);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "crossfade-status");
    thread.setDaemon(true);
    return thread;
  }

  private void look() {
    for (CrossfadeStore store : crossfade.stores()) {
      try {
        last.put(store.name(), store.outline());
      } catch (RuntimeException unknown) {
        // Nothing is known of it now. What is thrown on would end all further looks.
        last.remove(store.name());
      }
    }
  }

  /** What was seen last, or null before the first look. */
  @Nullable StoreStatus status(CrossfadeStore store) {
    return last.get(store.name());
  }

  /** What was seen last of a pattern, or null. */
  @Nullable PatternStatus status(CrossfadeStore store, String pattern) {
    StoreStatus status = status(store);
    return status == null
        ? null
        : status.patterns().stream()
            .filter(one -> one.pattern().equals(pattern))
            .findFirst()
            .orElse(null);
  }

  /** Ends looking. A look under way is not interrupted, which could close files under a store. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      boolean unused = executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

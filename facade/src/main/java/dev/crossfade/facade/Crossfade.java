package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Event;
import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.core.setting.StoreSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stores of an application, each of which may move from its file to PostgreSQL, stage by stage
 * and pattern by pattern, while the application runs.
 *
 * <pre>
 * try (Crossfade crossfade = Crossfade.open(Settings.load())) {
 *   CrossfadeStore memory = crossfade.store("memory");
 *   memory.put("presence/42", value);
 * }
 * </pre>
 *
 * Safe for any number of threads.
 */
public final class Crossfade implements AutoCloseable {
  private final Map<String, OpenStore> stores;
  private final CrossfadeOptions options;
  private final @Nullable Thread hook;
  private boolean closed;

  private Crossfade(Map<String, OpenStore> stores, CrossfadeOptions options) {
    this.stores = stores;
    this.options = options;
    hook =
        options.shutdownHook() ? new Thread(() -> close(options.drain()), "crossfade-end") : null;
    if (hook != null) {
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  /** Opens with {@link CrossfadeOptions#DEFAULT}. */
  public static Crossfade open(CrossfadeSettings settings) {
    return open(settings, CrossfadeOptions.DEFAULT);
  }

  /**
   * Opens every store. The database need not answer for that, unless a pattern takes writes there.
   *
   * @param settings from {@code crossfade.yaml} or made in code
   * @throws CrossfadeException CF-70xx and CF-73xx when a file cannot be opened, CF-7204 when
   *     patterns do not fit what was moved by them; nothing stays open then
   */
  public static Crossfade open(CrossfadeSettings settings, CrossfadeOptions options) {
    Map<String, OpenStore> opened = new LinkedHashMap<>();
    try {
      for (StoreSettings store : settings.stores()) {
        opened.put(store.name(), OpenStore.open(settings, store, options));
      }
      opened.values().forEach(OpenStore::start);
      return new Crossfade(opened, options);
    } catch (Throwable e) {
      closeBecauseOf(e, opened);
      throw e;
    }
  }

  private static void closeBecauseOf(Throwable cause, Map<String, OpenStore> opened) {
    for (OpenStore store : opened.values()) {
      try {
        store.close(Duration.ZERO);
      } catch (RuntimeException e) {
        cause.addSuppressed(e);
      }
    }
  }

  /**
   * A store by its name.
   *
   * @throws CrossfadeException CF-7207 when there is none
   */
  public CrossfadeStore store(String name) {
    OpenStore found = stores.get(name);
    if (found == null) {
      throw new CrossfadeException(ErrorCode.CF_7207, "store " + name);
    }
    return found.store();
  }

  /** All stores in the order of the settings. */
  public List<CrossfadeStore> stores() {
    return stores.values().stream().map(OpenStore::store).toList();
  }

  /** How every store is. */
  public List<StoreStatus> status() {
    return stores().stream().map(CrossfadeStore::status).toList();
  }

  /** Closes, waiting as long as the options say. */
  @Override
  public void close() {
    close(options.drain());
    Thread known = hook;
    if (known != null && Thread.currentThread() != known) {
      removeHook(known);
    }
  }

  private static void removeHook(Thread known) {
    try {
      Runtime.getRuntime().removeShutdownHook(known);
    } catch (IllegalStateException ending) {
      // The process ends, and the hook runs or has run: closing twice does nothing.
    }
  }

  /**
   * Closes: waits up to a limit until the database has what is waiting for it, ends all threads,
   * and lets go of the files. Whatever is left goes over when the store is opened again.
   *
   * @return what is left, a sentence each; empty when nothing is, or it was closed before
   */
  public synchronized List<String> close(Duration limit) {
    if (closed) {
      return List.of();
    }
    closed = true;
    List<String> left = new ArrayList<>();
    RuntimeException failure = null;
    for (OpenStore store : stores.values()) {
      try {
        left.addAll(store.close(limit));
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    left.forEach(one -> options.events().emit(new Event.Note(one)));
    if (failure != null) {
      throw failure;
    }
    return left;
  }
}

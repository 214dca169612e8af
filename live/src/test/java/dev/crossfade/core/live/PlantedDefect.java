package dev.crossfade.core.live;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Defects of a store that a quiet run does not show. */
enum PlantedDefect {
  /** The version is compared with itself. */
  VERSION_NOT_COMPARED {
    @Override
    @Nullable Object call(LiveStore store, Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("apply")) {
        arguments[1] = store.state().version();
      }
      return proceed(store, method, arguments);
    }
  },

  /** What is left when the source is closed stays there. */
  NOTHING_TAKEN_WHEN_CLOSED {
    @Override
    @Nullable Object call(LiveStore store, Method method, Object[] arguments) throws Throwable {
      StoreState state = method.getName().equals("take") ? store.state() : null;
      if (state == null || state.open()) {
        return proceed(store, method, arguments);
      }
      String pass = ((LiveStore.TakeRequest) arguments[0]).passId();
      return new Changes(pass, state.epoch(), new EntryIds(new long[0]), List.of(), null);
    }
  },

  /** Entries go before the pass is applied. */
  TRIMMED_TOO_EARLY {
    @Override
    @Nullable Object call(LiveStore store, Method method, Object[] arguments) throws Throwable {
      Object result = proceed(store, method, arguments);
      if (result instanceof Changes changes && changes.entries().size() > 0) {
        store.trim(changes);
      }
      return result;
    }
  },

  /** The numbers that were given out are not passed on. */
  COUNTERS_FORGOTTEN {
    @Override
    @Nullable Object call(LiveStore store, Method method, Object[] arguments) throws Throwable {
      return method.getName().equals("advanceCounters") ? null : proceed(store, method, arguments);
    }
  };

  abstract @Nullable Object call(LiveStore store, Method method, Object[] arguments)
      throws Throwable;

  /** The store with this defect. */
  final LiveStore around(LiveStore store) {
    return (LiveStore)
        Proxy.newProxyInstance(
            LiveStore.class.getClassLoader(),
            new Class<?>[] {LiveStore.class},
            (proxy, method, arguments) ->
                call(store, method, arguments == null ? new Object[0] : arguments));
  }

  private static @Nullable Object proceed(LiveStore store, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getCause();
    }
  }
}

package dev.crossfade.files.store;

import java.util.concurrent.atomic.AtomicReference;

/** The state that readers see. It only goes forward. */
final class Publisher {
  private final AtomicReference<State> now;

  Publisher(State start) {
    now = new AtomicReference<>(start);
  }

  /**
   * A state of the store.
   *
   * @param content its entries
   * @param number of the last record in it
   */
  record State(Content content, long number) {}

  State now() {
    return now.get();
  }

  /** Lets readers see a state, unless they see a later one; says whether it is new to them. */
  boolean publish(State state) {
    State before = now.getAndUpdate(old -> old.number() < state.number() ? state : old);
    return before.number() < state.number();
  }
}

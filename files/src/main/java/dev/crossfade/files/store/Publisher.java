package dev.crossfade.files.store;

/** The state that readers see. It only goes forward. */
final class Publisher {
  private volatile State now;

  Publisher(State start) {
    now = start;
  }

  /**
   * A state of the store.
   *
   * @param content its entries
   * @param number of the last record in it
   */
  record State(Content content, long number) {}

  State now() {
    return now;
  }

  /** Lets readers see a state, unless they see a later one; says whether it is new to them. */
  synchronized boolean publish(State state) {
    if (now.number() >= state.number()) {
      return false;
    }
    now = state;
    return true;
  }
}

package dev.crossfade.facade;

import dev.crossfade.core.live.StoreState;
import dev.crossfade.facade.live.OpenWrites;

/** How the ledger names the lanes of a store: the place of their store, and their table. */
record Sources(String place, OpenWrites writes) {
  /** What stands between the place of a store and a table. */
  static final String SEPARATOR = "#";

  String of(Lane lane) {
    return place + SEPARATOR + lane.group();
  }

  /** Whether the first store is closed for a lane. */
  boolean isClosed(Lane lane) {
    StoreState state = writes.state(lane.group());
    return state != null && !state.open();
  }
}

package dev.crossfade.facade;

import dev.crossfade.core.live.StoreState;
import dev.crossfade.facade.live.OpenWrites;
import dev.crossfade.live.LaneSource;

/** How the ledger names the lanes of a store: the place of their store, and their table. */
record Sources(String place, OpenWrites writes) {
  String of(Lane lane) {
    return LaneSource.text(place, lane.group());
  }

  /** Whether the first store knows of a lane's migration. */
  boolean isKnown(Lane lane) {
    return writes.state(lane.group()) != null;
  }

  /** Whether the first store is closed for a lane. */
  boolean isClosed(Lane lane) {
    StoreState state = writes.state(lane.group());
    return state != null && !state.open();
  }
}

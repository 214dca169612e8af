package dev.crossfade.postgres.live;

import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.LiveStore.TakeRequest;
import dev.crossfade.postgres.session.Sessions;

/** Takes changes: a snapshot that is rolled back, then the commit that notes the pass. */
final class Taking {
  private final LiveSession session;
  private final PassReader reader;
  private final Outbox outbox;
  private final String name;

  Taking(LiveSession session, PassReader reader, Outbox outbox, String name) {
    this.session = session;
    this.reader = reader;
    this.outbox = outbox;
    this.name = name;
  }

  /** See {@link dev.crossfade.core.live.LiveStore#take}. */
  Changes take(TakeRequest request) {
    Changes changes = read(request);
    FaultPoints.hit("live.take.read");
    outbox.taken(changes.entries());
    if (changes.entries().size() == 0) {
      return changes;
    }
    boolean prepared = false;
    try {
      session.<Boolean>transact(
          "preparing a pass of " + name,
          connection -> outbox.prepare(connection, request.passId()));
      prepared = true;
    } finally {
      if (!prepared) {
        changes.close();
      }
    }
    return changes;
  }

  private Changes read(TakeRequest request) {
    Changes[] changes = new Changes[1];
    session.<Boolean>transact(
        "reading the changes of " + name,
        connection -> {
          Sessions.unlimited(connection);
          changes[0] = reader.read(connection, request);
          return null;
        });
    return changes[0];
  }
}

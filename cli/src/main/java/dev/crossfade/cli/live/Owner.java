package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.Requests;
import dev.crossfade.facade.live.Actor;
import dev.crossfade.live.GateJson;
import dev.crossfade.live.JsonObject;
import dev.crossfade.live.LaneView;
import dev.crossfade.live.Members;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Stage;
import dev.crossfade.live.StoreCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks the application that owns a store, and waits for it. */
final class Owner {
  /** It looks several times a second, on a busy machine less often. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration GLANCE = Duration.ofSeconds(3);

  private final Session session;
  private final Requests requests;

  Owner(Session session, Requests requests) {
    this.session = session;
    this.requests = requests;
  }

  /**
   * Has something done.
   *
   * @param source a store or a part of it, as the ledger names it
   * @throws CrossfadeException CF-7210 when nobody takes it; nothing is done then. CF-7211 when the
   *     application ended meanwhile; else what it failed with there
   */
  Members ask(String source, StoreCommand command, JsonObject arguments) {
    return ask(source, command, arguments, PATIENCE);
  }

  private Members ask(
      String source, StoreCommand command, JsonObject arguments, Duration patience) {
    long id = requests.ask(source, command.word(), arguments.text(), Actor.here());
    try {
      return Members.read(requests.await(id, patience, session.cancellation()));
    } catch (CrossfadeException failed) {
      if (failed.code() == ErrorCode.CF_7210) {
        throw new CrossfadeException(
            ErrorCode.CF_7210, "the owner of " + source + ": " + failed.detail(), failed);
      }
      throw failed;
    }
  }

  /** The gates into a direction. */
  List<Gate> gates(Migration part, Direction direction) {
    return GateJson.read(
        ask(
            part.record().source(),
            StoreCommand.GATES,
            new JsonObject().with("direction", direction.name())));
  }

  /** Goes to a stage where no switch is needed. */
  Members stage(String source, Stage to, Map<String, String> overrides) {
    return ask(
        source,
        StoreCommand.STAGE,
        new JsonObject().with("to", to.name()).with("overrides", overrides));
  }

  /**
   * How the parts of a store are.
   *
   * @param source a store or a part of it
   * @param counted whether keys are counted; else their number is -1
   */
  List<LaneView> look(String source, boolean counted) {
    return ask(source, StoreCommand.STATUS, new JsonObject().with("counted", counted), GLANCE)
        .objects("parts")
        .stream()
        .map(LaneView::read)
        .toList();
  }
}

package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.Requests.Request;
import dev.crossfade.core.live.SwitchResult;
import dev.crossfade.live.GateJson;
import dev.crossfade.live.JsonObject;
import dev.crossfade.live.LaneView;
import dev.crossfade.live.Members;
import dev.crossfade.live.Stage;
import dev.crossfade.live.Status;
import dev.crossfade.live.StoreCommand;
import dev.crossfade.live.Switching;
import dev.crossfade.live.Verifying;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What other processes may ask for, carried out; {@link StoreCommand} has the answers. */
final class Orders {
  private final Moving moving;
  private final StoreMigration migration;
  private final Function<Boolean, StoreStatus> status;

  /**
   * @param status tells how the store is, with its keys counted or not
   */
  Orders(Moving moving, StoreMigration migration, Function<Boolean, StoreStatus> status) {
    this.moving = moving;
    this.migration = migration;
    this.status = status;
  }

  /**
   * Does it.
   *
   * @return the answer, as JSON
   * @throws CrossfadeException CF-7213 when it is not known here; else why it failed
   */
  String carryOut(Request request) {
    StoreCommand command =
        StoreCommand.of(request.command())
            .orElseThrow(() -> new CrossfadeException(ErrorCode.CF_7213, request.command()));
    Members arguments = Members.read(request.arguments());
    Lane lane = lane(request.source());
    if (lane == null) {
      return ofAll(command, arguments).text();
    }
    if (command != StoreCommand.STATUS && command != StoreCommand.GATES) {
      note(lane, request);
    }
    return of(lane, command, arguments).text();
  }

  /** Null for the whole store. */
  private @Nullable Lane lane(String source) {
    return moving.lanes().moved().stream()
        .filter(lane -> moving.sources().of(lane).equals(source))
        .findFirst()
        .orElse(null);
  }

  /** The ledger tells who asked; what is done has this process as its actor. */
  private void note(Lane lane, Request request) {
    if (migration.isMoved(lane)) {
      migration
          .require(lane)
          .event("command", request.command() + " is asked for by " + request.actor(), null);
    }
  }

  private JsonObject ofAll(StoreCommand command, Members arguments) {
    if (command == StoreCommand.STATUS) {
      return new JsonObject().with("parts", parts(null, arguments));
    }
    if (command == StoreCommand.ENABLE
        || command == StoreCommand.STAGE && to(arguments) == Stage.DUAL_WRITE) {
      migration.enable();
      return moved(Stage.DUAL_WRITE, true);
    }
    throw new CrossfadeException(
        ErrorCode.CF_7206, command.word() + " is for one pattern, as " + example());
  }

  private String example() {
    return moving.lanes().moved().stream().findFirst().map(moving.sources()::of).orElse("");
  }

  private JsonObject of(Lane lane, StoreCommand command, Members arguments) {
    String name = lane.group();
    return switch (command) {
      case STATUS -> new JsonObject().with("parts", parts(lane, arguments));
      case GATES ->
          GateJson.write(
              new JsonObject(),
              Switching.gates(
                  migration.require(lane), arguments.constant("direction", Direction.class)));
      case STAGE -> stage(lane, to(arguments), arguments.textsByName("overrides"));
      case ADVANCE -> moved(migration.advance(name, arguments.textsByName("overrides")), true);
      case SWITCH -> switched(lane, Direction.FORTH, arguments);
      case BACK -> switched(lane, Direction.BACK, arguments);
      case CANCEL -> new JsonObject().with("outcome", migration.cancel(lane).name());
      case VERIFY -> verified(migration.compared(lane, arguments.truth("changed")));
      case ENABLE -> stage(lane, Stage.DUAL_WRITE, Map.of());
      case DISABLE -> stage(lane, Stage.LEGACY_ONLY, Map.of());
      case RETIRE -> stage(lane, Stage.RETIRED, Map.of());
    };
  }

  private static Stage to(Members arguments) {
    return arguments.constant("to", Stage.class);
  }

  private List<JsonObject> parts(@Nullable Lane only, Members arguments) {
    List<JsonObject> parts = new ArrayList<>();
    List<Lane> lanes = moving.lanes().all();
    List<PatternStatus> all = status.apply(arguments.truth("counted")).patterns();
    for (int i = 0; i < lanes.size(); i++) {
      if (only == null || only == lanes.get(i)) {
        parts.add(view(lanes.get(i), all.get(i)).json());
      }
    }
    return parts;
  }

  private LaneView view(Lane lane, PatternStatus one) {
    return new LaneView(
        moving.sources().of(lane),
        one.pattern(),
        one.stage(),
        one.skip(),
        one.keys(),
        new Status.Lag(one.waiting(), one.lagSeconds()),
        one.deadKeys(),
        one.differingReads(),
        one.gates(),
        one.trouble());
  }

  /** Goes to a stage where no switch is needed. */
  private JsonObject stage(Lane lane, Stage to, Map<String, String> overrides) {
    String name = lane.group();
    Stage now = migration.stage(lane);
    boolean begun = migration.isMoved(lane);
    if (now == to && (begun || to != Stage.DUAL_WRITE) && !(begun && to == Stage.LEGACY_ONLY)) {
      return moved(now, false);
    }
    switch (to) {
      case DUAL_WRITE -> {
        requireFrom(lane, now, to, now == Stage.LEGACY_ONLY || now == Stage.SHADOW_READ);
        if (now == Stage.SHADOW_READ) {
          migration.back(name);
        } else {
          migration.enable(name);
        }
      }
      case SHADOW_READ -> {
        requireFrom(lane, now, to, now == Stage.DUAL_WRITE);
        migration.advance(name);
      }
      case NEW_FIRST, NEW_ONLY -> {
        requireFrom(lane, now, to, now.isNew());
        migration.readers(lane, to, overrides);
      }
      case LEGACY_ONLY -> migration.disable(name);
      case RETIRED -> migration.retire(name);
      case BARRIER -> requireFrom(lane, now, to, false);
    }
    return moved(lane.stage(), true);
  }

  private static void requireFrom(Lane lane, Stage from, Stage to, boolean there) {
    if (!there) {
      throw new CrossfadeException(
          ErrorCode.CF_7206, lane + " is in " + from + ", from where no step leads to " + to);
    }
  }

  private static JsonObject moved(Stage stage, boolean moved) {
    return new JsonObject().with("stage", stage.name()).with("moved", moved);
  }

  private JsonObject switched(Lane lane, Direction direction, Members arguments) {
    SwitchResult result =
        migration.switched(
            lane,
            direction,
            arguments.textsByName("overrides"),
            Duration.ofSeconds(arguments.number("seconds")));
    return new JsonObject()
        .with("stage", lane.stage().name())
        .with("waitedMillis", result.waited().toMillis())
        .with("keys", result.keys())
        .with("passes", result.passes());
  }

  private static JsonObject verified(Verifying.Report report) {
    Members details = Members.read(report.record().details());
    return new JsonObject()
        .with("id", report.record().id())
        .with("equal", report.equal())
        .with("rows", report.record().rows())
        .with("differences", report.record().differences())
        .withJson("tables", details.json("tables"));
  }
}

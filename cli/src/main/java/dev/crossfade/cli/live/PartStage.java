package dev.crossfade.cli.live;

import dev.crossfade.cli.data.OpenSource;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Question;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.live.LaneSource;
import dev.crossfade.live.Members;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Stage;
import dev.crossfade.live.Stages;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stages of an application's store: the application goes there. */
final class PartStage {
  private final Session session;
  private final OpenLive live;
  private final GateOptions options;

  PartStage(Session session, OpenLive live, GateOptions options) {
    this.session = session;
    this.live = live;
    this.options = options;
  }

  /** Where one can go from a stage, and how. */
  static List<Stages.Move> moves(Stage stage) {
    return switch (stage) {
      case LEGACY_ONLY -> List.of(new Stages.Move(Stage.DUAL_WRITE, "crossfade stage DUAL_WRITE"));
      case DUAL_WRITE ->
          List.of(
              new Stages.Move(Stage.SHADOW_READ, "crossfade stage SHADOW_READ"),
              new Stages.Move(Stage.NEW_FIRST, "crossfade switch"),
              new Stages.Move(Stage.LEGACY_ONLY, "crossfade stage LEGACY_ONLY"));
      case SHADOW_READ ->
          List.of(
              new Stages.Move(Stage.NEW_FIRST, "crossfade switch"),
              new Stages.Move(Stage.DUAL_WRITE, "crossfade stage DUAL_WRITE"),
              new Stages.Move(Stage.LEGACY_ONLY, "crossfade stage LEGACY_ONLY"));
      case NEW_ONLY ->
          List.of(
              new Stages.Move(Stage.NEW_FIRST, "crossfade stage NEW_FIRST"),
              new Stages.Move(Stage.DUAL_WRITE, "crossfade back"),
              new Stages.Move(Stage.RETIRED, "crossfade stage RETIRED"));
      case NEW_FIRST ->
          List.of(
              new Stages.Move(Stage.NEW_ONLY, "crossfade stage NEW_ONLY"),
              new Stages.Move(Stage.DUAL_WRITE, "crossfade back"));
      case BARRIER, RETIRED -> Stages.moves(stage);
    };
  }

  /**
   * Whether a source is an application's store as a whole, or a part of one that is not moved yet:
   * all that nobody follows. Its application knows it, or nobody answers.
   */
  boolean isStore(@Nullable String source) {
    if (source == null) {
      return false;
    }
    Path path = OpenSource.path(session, source);
    List<String> followed = live.active().stream().map(MigrationRecord::source).toList();
    if (followed.contains(path.toString()) || OpenSource.isSqlite(path)) {
      return false;
    }
    return followed.stream().anyMatch(one -> isIn(one, path)) || !live.isKnown(source);
  }

  private static boolean isIn(String part, Path place) {
    return LaneSource.read(part).filter(lane -> lane.place().equals(place.toString())).isPresent();
  }

  /** Begins the copy of a store, or of a part that is not moved yet. */
  Outcome begin(String source) {
    if (options.dryRun) {
      return StageCommand.done(session, null, Stage.LEGACY_ONLY, false);
    }
    if (!agreed(Stage.DUAL_WRITE)) {
      return Outcome.FAILED;
    }
    live.ledger().migrate();
    String place = OpenSource.path(session, source).toString();
    return done(null, live.owner().stage(place, Stage.DUAL_WRITE, Map.of()));
  }

  /** Goes to a stage. */
  Outcome move(Migration part, Stage to, Map<String, String> overrides) {
    if (options.dryRun) {
      boolean readers = to.isNew() && part.stage().isNew();
      return Each.run(
          session,
          List.of(part),
          one ->
              SwitchAction.gates(
                  session, readers ? live.owner().gates(one, Direction.BACK) : List.of()));
    }
    if (!agreed(to)) {
      return Outcome.FAILED;
    }
    return done(part.id(), live.owner().stage(part.record().source(), to, overrides));
  }

  private boolean agreed(Stage to) {
    boolean agreed = options.yes || new Question(session).agreed("Go to " + to + "?");
    if (!agreed) {
      session.note("Nothing was changed.");
    }
    return agreed;
  }

  private Outcome done(@Nullable String id, Members answer) {
    return StageCommand.done(
        session, id, answer.constant("stage", Stage.class), answer.truth("moved"));
  }
}

package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Question;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.live.LaneSource;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Migrations;
import dev.crossfade.live.Stage;
import dev.crossfade.live.Stages;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stage}. */
@Command(
    name = "stage",
    description =
        "Shows the stage of each live migration, what it means, and what leads to another one. With a"
            + " stage, goes there where no switch is needed: between NEW_FIRST and NEW_ONLY, by the"
            + " gates of crossfade back; and from DUAL_WRITE to LEGACY_ONLY, which drops the copy in"
            + " PostgreSQL, to be made anew by crossfade follow. For the store of an application"
            + " that runs, the application does it; DUAL_WRITE begins its copy.",
    footer = {
      "  ./crossfade stage",
      "  ./crossfade stage NEW_ONLY",
      "  ./crossfade stage NEW_FIRST --dry-run",
      "  ./crossfade stage LEGACY_ONLY --yes",
      "  ./crossfade stage DUAL_WRITE --of memory.edn#presence"
    })
public final class StageCommand implements Action {
  @Parameters(
      arity = "0..1",
      paramLabel = "STAGE",
      description =
          "NEW_FIRST, NEW_ONLY or LEGACY_ONLY; of an application's store also DUAL_WRITE and"
              + " SHADOW_READ. Without it, the stages are shown.")
  @Nullable String name;

  @Mixin SourceChoice choice = new SourceChoice();
  @Mixin GateOptions options = new GateOptions();

  @Override
  public Outcome run(Session session) {
    Map<String, String> overrides = options.overrides();
    Stage to = name == null ? null : named(name);
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      if (to == null) {
        show(session, live);
        return Outcome.DONE;
      }
      PartStage parts = new PartStage(session, live, options);
      if (to == Stage.DUAL_WRITE && parts.isStore(choice.source)) {
        return parts.begin(String.valueOf(choice.source));
      }
      Migration migration = live.migration(choice.source);
      if (LaneSource.of(migration).isPresent()) {
        return parts.move(migration, to, overrides);
      }
      if (to == Stage.SHADOW_READ) {
        throw new CrossfadeException(
            ErrorCode.CF_1001,
            "SHADOW_READ belongs to the library: the application itself reads both stores in it");
      }
      return move(session, migration, to, overrides);
    }
  }

  private static Stage named(String text) {
    String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(Stage.values())
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CrossfadeException(
                    ErrorCode.CF_1001,
                    "the stages are "
                        + Arrays.stream(Stage.values())
                            .map(Stage::name)
                            .collect(Collectors.joining(", "))));
  }

  private Outcome move(
      Session session, Migration migration, Stage to, Map<String, String> overrides) {
    Stages stages = new Stages(migration, LiveConsole.of(session));
    if (!stages.require(to)) {
      return done(session, migration, to, false);
    }
    boolean voids = to == Stage.LEGACY_ONLY;
    if (options.dryRun && !voids) {
      return Each.run(
          session,
          List.of(migration),
          one -> SwitchAction.gates(session, new Stages(one, LiveConsole.of(session)).gates()));
    }
    if (voids) {
      stages.voiding().summary().forEach(session::note);
    }
    if (options.dryRun) {
      stages.voiding().rehearse();
      return done(session, migration, stages.now(), false);
    }
    if (!options.yes && !new Question(session).agreed("Go to " + to + "?")) {
      session.note("Nothing was changed.");
      return Outcome.FAILED;
    }
    if (voids) {
      stages.voiding().run();
    } else {
      stages.readers(to, overrides);
    }
    return done(session, migration, to, true);
  }

  private static Outcome done(Session session, Migration migration, Stage stage, boolean moved) {
    return done(session, migration.id(), stage, moved);
  }

  /** Tells where it is now. */
  static Outcome done(Session session, @Nullable String id, Stage stage, boolean moved) {
    if (session.json()) {
      session.print(
          json ->
              json.object()
                  .field("id", id)
                  .field("stage", stage.name())
                  .field("moved", moved)
                  .end());
    } else {
      session.print((moved ? "Now " : "It stays ") + stage + ": " + Stages.meaning(stage));
    }
    return Outcome.DONE;
  }

  private void show(Session session, OpenLive live) {
    List<Migration> shown =
        choice.source == null
            ? live.active().stream().map(live::migration).toList()
            : live.migrations(choice.source);
    if (session.json()) {
      session.print(json -> document(session, json, shown));
    } else if (shown.isEmpty()) {
      session.print(Migrations.NOTHING);
    } else {
      shown.forEach(migration -> print(session, migration));
    }
  }

  private static void print(Session session, Migration migration) {
    Stage stage = new Stages(migration, LiveConsole.of(session)).shown();
    session.print(session.style().bold(migration.record().source()) + "  " + migration.id());
    session.print("  " + stage + ": " + Stages.meaning(stage));
    for (Stages.Move move : moves(migration, stage)) {
      session.print(String.format(Locale.ROOT, "  to %-11s %s", move.stage(), move.command()));
    }
  }

  private static List<Stages.Move> moves(Migration migration, Stage stage) {
    return LaneSource.of(migration).isPresent() ? PartStage.moves(stage) : Stages.moves(stage);
  }

  private static void document(Session session, JsonOut json, List<Migration> shown) {
    json.object().array("plans");
    for (Migration migration : shown) {
      Stage stage = new Stages(migration, LiveConsole.of(session)).shown();
      json.object()
          .field("id", migration.id())
          .field("source", migration.record().source())
          .field("stage", stage.name())
          .field("meaning", Stages.meaning(stage))
          .array("moves");
      for (Stages.Move move : moves(migration, stage)) {
        json.object().field("stage", move.stage().name()).field("command", move.command()).end();
      }
      json.end().end();
    }
    json.end().end();
  }
}

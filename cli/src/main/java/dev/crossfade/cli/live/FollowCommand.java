package dev.crossfade.cli.live;

import dev.crossfade.cli.data.OpenSource;
import dev.crossfade.cli.data.SelectionOptions;
import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.live.Follower;
import dev.crossfade.live.Migration;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code follow}. */
@Command(
    name = "follow",
    description =
        "Follows a SQLite file that a program goes on writing: copies it, then keeps PostgreSQL at"
            + " a state of it that is milliseconds old. Shows what it installs in the file, and"
            + " asks. Stop it with Ctrl-C and start it again at any time; a second one stands by.",
    footer = {
      "  ./crossfade follow app.sqlite",
      "  ./crossfade follow app.sqlite --to postgresql://user@host/database --into shop",
      "  ./crossfade follow app.sqlite --exclude 'log_*' --exclude notes",
      "  ./crossfade follow app.sqlite --yes --detach",
      "  ./crossfade follow app.sqlite --stop"
    })
public final class FollowCommand implements Action {
  @Parameters(paramLabel = "SOURCE", description = "A SQLite file.")
  String source = "";

  @Option(
      names = "--into",
      paramLabel = "SCHEMA",
      defaultValue = "public",
      description = "The schema for the tables; made if it is not there. Default: public.")
  String into = "public";

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "Follow this mapping (see crossfade plan).")
  @Nullable String plan;

  @Option(names = "--yes", description = "Install without asking.")
  boolean yes;

  @Option(
      names = "--detach",
      description =
          "Follow in a process of its own; return when it has caught up, or say why it did not.")
  boolean detach;

  @Option(names = "--stop", description = "End the process that --detach began.")
  boolean stop;

  @Option(names = "--child", hidden = true, paramLabel = "FILE", description = "Internal.")
  @Nullable String child;

  @Mixin SelectionOptions selection = new SelectionOptions();
  @Mixin TargetOptions target = new TargetOptions();

  @Override
  public Outcome run(Session session) throws IOException {
    if (stop && detach) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--stop and --detach exclude each other");
    }
    Path file = OpenSource.path(session, source);
    Detached detached = new Detached(session, file);
    if (stop) {
      return stopped(session, detached);
    }
    try (OpenLive live = OpenLive.open(session, target)) {
      Migration migration =
          new FollowStart(session, live, file, into, plan, selection, yes).findOrBegin();
      if (detach) {
        detached.start(live.url(), into, migration::pausedFor);
        result(session, migration, "following");
        return Outcome.DONE;
      }
      follow(session, migration);
      return Outcome.DONE;
    }
  }

  private void follow(Session session, Migration migration) throws IOException {
    ChildFile state = new ChildFile(child == null ? null : Path.of(child));
    state.write("starting");
    session.note("Following " + source + "; Ctrl-C stops, the same command goes on.");
    new Follower(migration, LiveConsole.of(session))
        .run(
            () -> {
              state.write("following");
              session.note("Caught up: every commit arrives as it is made.");
            });
    if (migration.stage() == dev.crossfade.live.Stage.RETIRED) {
      session.note("The migration is retired; there is nothing to follow.");
    }
  }

  private static void result(Session session, Migration migration, String state) {
    if (session.json()) {
      session.print(
          json ->
              json.object()
                  .field("id", migration.id())
                  .field("source", migration.record().source())
                  .field("state", state)
                  .end());
    } else {
      session.print("It follows " + migration.record().source() + " as " + migration.id() + ".");
    }
  }

  private static Outcome stopped(Session session, Detached detached) throws IOException {
    boolean ran = detached.stop();
    if (session.json()) {
      session.print(json -> json.object().field("stopped", ran).end());
    } else {
      session.print(ran ? "Stopped; the same follow goes on." : "It did not run.");
    }
    return Outcome.DONE;
  }
}

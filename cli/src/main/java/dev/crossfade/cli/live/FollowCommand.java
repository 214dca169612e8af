package dev.crossfade.cli.live;

import dev.crossfade.cli.data.OpenSource;
import dev.crossfade.cli.data.PlanFiles;
import dev.crossfade.cli.data.SelectionOptions;
import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.Shell;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.live.Migration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            + " asks. Files of other formats, or a folder of them, are looked at each two seconds,"
            + " and nothing is installed. Stop it with Ctrl-C and start it again at any time; a second"
            + " one stands by.",
    footer = {
      "  ./crossfade follow app.sqlite",
      "  ./crossfade follow app.sqlite --to postgresql://user@host/database --into shop",
      "  ./crossfade follow app.sqlite --exclude 'log_*' --exclude notes",
      "  ./crossfade follow app.sqlite users.sqlite --into shop",
      "  ./crossfade follow --plan both.yaml --into shop",
      "  ./crossfade follow app.sqlite --no-triggers --every 10m",
      "  ./crossfade follow data/ --into bots            (JSON, JSONL, EDN and CSV, also in .gz)",
      "  ./crossfade follow app.sqlite --yes --detach",
      "  ./crossfade follow app.sqlite --stop"
    })
public final class FollowCommand implements Action {
  @Parameters(
      arity = "0..*",
      paramLabel = "SOURCE",
      description =
          "A SQLite file; a file of JSON, JSONL or CSV, or a folder of them. Several are followed by one process, each by itself: what stops one does not"
              + " stop the others. Without any, those that --plan names.")
  List<String> sources = new ArrayList<>();

  @Option(
      names = "--into",
      paramLabel = "SCHEMA",
      defaultValue = "public",
      description = "The schema for the tables; made if it is not there. Default: public.")
  String into = "public";

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "Follow this mapping (see crossfade plan); it may hold a document for each of several"
              + " files.")
  @Nullable String plan;

  @Mixin SnapshotOptions snapshots = new SnapshotOptions();

  @Option(names = "--yes", description = "Install without asking.")
  boolean yes;

  @Option(names = "--dry-run", description = "Show what would be installed, and change nothing.")
  boolean dryRun;

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
    requireSources(session);
    List<Path> files =
        sources.stream().map(source -> OpenSource.path(session, source)).distinct().toList();
    Detached detached = new Detached(session, files);
    if (stop) {
      return stopped(session, detached);
    }
    try (OpenLive live = OpenLive.open(session, target)) {
      FollowStart start = new FollowStart(session, live, into, plan, selection, snapshots, yes);
      List<FollowStart.Found> found = files.stream().map(start::find).toList();
      // All are looked at before anything is begun for one of them.
      FollowStart.requireApart(found);
      found.forEach(start::show);
      if (dryRun) {
        return looked(session, found);
      }
      List<Migration> migrations = start.begin(found);
      if (detach) {
        // Several are told apart by their results; one that waits for a person ends this.
        detached.start(
            live.url(),
            into,
            snapshots.arguments(),
            migrations.size() == 1 ? migrations.get(0)::pausedFor : () -> null);
        return Each.run(session, migrations, migration -> result(session, migration));
      }
      follow(session, migrations);
      return Outcome.DONE;
    }
  }

  /** Takes the files from the plan when none is named. */
  private void requireSources(Session session) {
    if (!sources.isEmpty()) {
      List<Path> named = sources.stream().map(one -> OpenSource.path(session, one)).toList();
      if (plan != null
          && named.stream().distinct().count() > 1
          && PlanFiles.readAll(session, plan).size() == 1) {
        throw new CrossfadeException(
            ErrorCode.CF_1001,
            plan
                + " is the plan of one file; crossfade plan "
                + String.join(" ", sources.stream().map(Shell::word).toList())
                + " makes one of all");
      }
      return;
    }
    if (plan == null) {
      throw new CrossfadeException(
          ErrorCode.CF_1001,
          "Missing required parameter: 'SOURCE', or --plan\nHelp: crossfade follow --help");
    }
    PlanFiles.readAll(session, plan).forEach(one -> sources.add(one.source()));
  }

  private static Outcome looked(Session session, List<FollowStart.Found> found) {
    if (!session.json()) {
      session.print("Nothing was installed.");
      return Outcome.DONE;
    }
    session.print(
        json -> {
          json.object().array("plans");
          for (FollowStart.Found one : found) {
            json.object()
                .field("source", one.record().source())
                .field("schema", one.record().schema())
                .field("begun", !one.isNew())
                .array("tables");
            one.plan().moved().forEach(table -> json.value(table.target()));
            json.end().end();
          }
          json.end().end();
        });
    return Outcome.DONE;
  }

  private void follow(Session session, List<Migration> migrations) throws IOException {
    ChildFile state = new ChildFile(child == null ? null : Path.of(child));
    state.write("starting");
    session.note(
        "Following " + String.join(", ", sources) + "; Ctrl-C stops, the same command goes on.");
    new Followers(session, migrations).run(() -> state.write("following"));
    if (session.json()) {
      Each.run(session, migrations, migration -> result(session, migration, "stopped"));
    }
  }

  private static Each.Done result(Session session, Migration migration) {
    return result(session, migration, "following");
  }

  private static Each.Done result(Session session, Migration migration, String state) {
    String paused = migration.pausedFor();
    return new Each.Done(
        paused == null ? Outcome.DONE : Outcome.FAILED,
        json ->
            json.field("id", migration.id())
                .field("source", migration.record().source())
                .field("state", paused == null ? state : "paused")
                .field("paused", paused),
        () ->
            session.print(
                paused == null
                    ? "It follows " + migration.record().source() + " as " + migration.id() + "."
                    : "It is paused: " + paused));
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

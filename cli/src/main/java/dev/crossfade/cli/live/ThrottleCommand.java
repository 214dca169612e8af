package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Durations;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.live.Migration;
import dev.crossfade.live.ThrottleLimits;
import java.nio.file.InvalidPathException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code throttle}. */
@Command(
    name = "throttle",
    description =
        "Holds passes and the first copy back while the target has too much to do; shows"
            + " what holds when it is called without limits. Any limit that is passed lets them wait,"
            + " with no transaction open; what is not given stays as it is, and off lifts it. The"
            + " follower notices within a second. A switch, a verification and a repair bring what"
            + " they need by passes of their own and do not wait.",
    footer = {
      "  ./crossfade throttle",
      "  ./crossfade throttle --rows 2000 --max-load 20",
      "  ./crossfade throttle --max-replica-lag 5s --rows off",
      "  ./crossfade throttle --while-sql \"SELECT extract(hour FROM now()) BETWEEN 8 AND 17\"",
      "  ./crossfade throttle off"
    })
public final class ThrottleCommand implements Action {
  private static final String OFF = "off";

  @Option(
      names = "--rows",
      paramLabel = "N",
      description =
          "Apply N rows a second at most. What the program commits at once comes over at once, so this"
              + " holds over time.")
  @Nullable String rows;

  @Option(
      names = "--max-load",
      paramLabel = "N",
      description = "Wait while more than N clients of the target are at work on a statement.")
  @Nullable String maxLoad;

  @Option(
      names = "--max-replica-lag",
      paramLabel = "TIME",
      description = "Wait while a connected replica of the target is further behind: 5s, 1m.")
  @Nullable String maxReplicaLag;

  @Option(
      names = "--while-sql",
      paramLabel = "QUERY",
      description =
          "Wait while this query of the target gives true or a number above 0, asked twice a second;"
              + " while it fails, too.")
  @Nullable String whileSql;

  @Option(
      names = "--while-file",
      paramLabel = "PATH",
      description = "Wait while this file is there, on the machine where the follower runs.")
  @Nullable String whileFile;

  @Option(names = "--dry-run", description = "Show what would hold, and change nothing.")
  boolean dryRun;

  @Mixin SourceChoice choice = new SourceChoice();

  @Override
  public Outcome run(Session session) {
    // Wrong arguments are told before anything is opened.
    changed(session, ThrottleLimits.NONE);
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      Migration migration = live.migration(choice.source);
      ThrottleLimits limits = limits(session, migration);
      if (isAsked()) {
        migration.checkThrottle(limits);
        if (!dryRun) {
          migration.throttle(limits);
        }
      }
      ThrottleOutput.print(session, migration, limits);
      return Outcome.DONE;
    }
  }

  private boolean isAsked() {
    return rows != null
        || maxLoad != null
        || maxReplicaLag != null
        || whileSql != null
        || whileFile != null;
  }

  private ThrottleLimits limits(Session session, Migration migration) {
    return isAsked()
        ? changed(session, ThrottleLimits.parse(migration.record().throttle()))
        : ThrottleLimits.parse(migration.record().throttle());
  }

  private ThrottleLimits changed(Session session, ThrottleLimits before) {
    ThrottleLimits limits = before;
    if (rows != null) {
      limits = limits.withRows(number("--rows", rows));
    }
    if (maxLoad != null) {
      limits = limits.withMaxLoad(number("--max-load", maxLoad));
    }
    if (maxReplicaLag != null) {
      limits =
          limits.withMaxReplicaLag(
              maxReplicaLag.equals(OFF)
                  ? null
                  : Durations.parse("--max-replica-lag", maxReplicaLag));
    }
    if (whileSql != null) {
      limits = limits.withWhileSql(whileSql.equals(OFF) ? null : given("--while-sql", whileSql));
    }
    if (whileFile != null) {
      limits = limits.withWhileFile(whileFile.equals(OFF) ? null : path(session, whileFile));
    }
    return limits;
  }

  private static long number(String option, String text) {
    if (text.equals(OFF)) {
      return 0;
    }
    if (!text.matches("[1-9][0-9]{0,11}")) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, option + " takes 1 or more, or off, not '" + text + "'");
    }
    return Long.parseLong(text);
  }

  private static String given(String option, String text) {
    if (text.isBlank()) {
      throw new CrossfadeException(ErrorCode.CF_1001, option + " is empty");
    }
    return text.strip();
  }

  private static String path(Session session, String text) {
    try {
      return session
          .surroundings()
          .directory()
          .resolve(given("--while-file", text))
          .toAbsolutePath()
          .normalize()
          .toString();
    } catch (InvalidPathException malformed) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--while-file takes a path", malformed);
    }
  }

  /** The command with the one below it. */
  public static CommandLine tree() {
    return new CommandLine(new ThrottleCommand()).addSubcommand(new ThrottleOffCommand());
  }
}

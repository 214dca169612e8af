package dev.crossfade.cli.demo;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.connect.TargetUrl;
import dev.crossfade.postgres.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}. */
@Command(
    name = "demo",
    description =
        "Follows a small program that writes all the while, verifies, kills the follower, switches"
            + " over and back, and proves that nothing was lost. Uses a folder and a PostgreSQL of"
            + " its own, which go with it; takes less than a minute.",
    footer = {"  ./crossfade demo", "  ./crossfade demo --keep --seed 7"})
public final class DemoCommand implements Action {
  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "400",
      description = "How many transactions a second the program makes. Default: 400.")
  int rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What the program writes; the same seed writes the same. Default: 1.")
  long seed;

  @Option(names = "--keep", description = "Leave the folder with all that was written.")
  boolean keep;

  @Override
  public Outcome run(Session session) throws IOException {
    if (rate < 4 || rate > 20_000) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--rate takes 4 to 20000, not " + rate);
    }
    Path folder = Files.createTempDirectory("crossfade-demo-");
    EmbeddedServer server = EmbeddedServer.in(folder);
    Processes processes = new Processes(folder, jdbc(server.start().url()));
    Thread cleanUp = new Thread(() -> end(processes, server), "demo-end");
    Runtime.getRuntime().addShutdownHook(cleanUp);
    boolean right = false;
    try {
      right = new Demo(session, processes, folder, rate, seed).run();
    } finally {
      end(processes, server);
      if (right && !keep) {
        server.reset();
        delete(folder);
      } else {
        session.note("Everything that was written is in " + folder);
      }
    }
    Runtime.getRuntime().removeShutdownHook(cleanUp);
    return Outcome.DONE;
  }

  private static void end(Processes processes, EmbeddedServer server) {
    processes.close();
    server.stop();
  }

  private static String jdbc(String url) {
    TargetUrl target = TargetUrl.parse(url);
    return "jdbc:postgresql://"
        + target.hosts().get(0).host()
        + ":"
        + target.hosts().get(0).port()
        + "/"
        + target.database()
        + "?user="
        + target.user()
        + "&password="
        + target.password().orElse("")
        + "&prepareThreshold=1";
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

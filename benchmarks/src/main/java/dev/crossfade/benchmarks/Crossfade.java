package dev.crossfade.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** The product, run as a user runs it. */
final class Crossfade {
  private final Path script;
  private final Command command;
  private final Server server;

  Crossfade(Path script, Command command, Server server) {
    this.script = script;
    this.command = command;
    this.server = server;
  }

  /** A whole move into a fresh schema; the phase is the copy. */
  Contender move(String name, Path source) {
    return new Contender(
        name, () -> sample(move(source, server.freshSchema(), "", "full"), "copy"));
  }

  /** A whole move in a heap of a fixed size. */
  Contender move(String name, Path source, String javaOptions) {
    return new Contender(
        name, () -> sample(move(source, server.freshSchema(), javaOptions, "full"), "copy"));
  }

  /** A comparison of what was moved before; the phase is the comparison itself. */
  Contender verify(String name, Path source) {
    return new Contender(
        name,
        () -> move(source, server.freshSchema(), "", "none"),
        () -> {
          String script = "\"$1\" verify \"$2\" --to \"$3\" --json";
          return sample(
              command.run(script, this.script.toString(), source.toString(), server.url()),
              "seconds");
        });
  }

  /** Moves without measuring. */
  void move(Path source, String schema) throws IOException, InterruptedException {
    move(source, schema, "", "none");
  }

  private Command.Result move(Path source, String schema, String javaOptions, String check)
      throws IOException, InterruptedException {
    return command.run(
        "CROSSFADE_JAVA_OPTIONS=\"$6\" \"$1\" move \"$2\" --to \"$3\" --into \"$4\" --check \"$5\""
            + " --json",
        script.toString(),
        source.toString(),
        server.url(),
        schema,
        check,
        javaOptions);
  }

  private static Contender.Sample sample(Command.Result result, String phase) throws IOException {
    return Contender.Sample.of(result.number(phase), result);
  }
}

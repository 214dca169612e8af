package dev.crossfade.cli.target;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option by which a command is told its target. */
public final class TargetOptions {
  @Option(
      names = "--to",
      paramLabel = "URL",
      order = 100,
      description = {
        "The target, as postgresql://user:password@host:port/database, or env:NAME for a variable"
            + " that holds it. Without this option DATABASE_URL counts, then target: in crossfade.yaml, then the embedded server."
      })
  @Nullable String to;
}

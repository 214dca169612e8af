package dev.crossfade.cli.live;

import dev.crossfade.cli.target.TargetOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which migration a command is about. */
final class SourceChoice {
  @Option(
      names = "--of",
      paramLabel = "FILE",
      order = 90,
      description =
          "The followed file that is meant. Without it all are; a command that is about one asks for it"
              + " where there are several.")
  @Nullable String source;

  @Mixin TargetOptions target = new TargetOptions();
}

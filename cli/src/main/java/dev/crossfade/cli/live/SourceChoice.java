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
              + " where there are several. Of an application's store memory.edn#TABLE, TABLE, or"
              + " memory.edn for all its patterns.")
  @Nullable String source;

  @Mixin TargetOptions target = new TargetOptions();
}

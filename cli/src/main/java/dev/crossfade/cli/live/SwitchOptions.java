package dev.crossfade.cli.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a switch is made. */
final class SwitchOptions extends GateOptions {
  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "Give up, and let writers go on where they were, if they had to wait longer than this."
              + " Default: 10.")
  int limit;

  @Override
  Map<String, String> overrides() {
    Map<String, String> overrides = super.overrides();
    if (limit < 1) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--limit takes 1 or more, not " + limit);
    }
    return overrides;
  }
}

package dev.crossfade.cli.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How gates are passed. */
class GateOptions {
  @Option(names = "--dry-run", description = "Show the gates, and change nothing.")
  boolean dryRun;

  @Option(
      names = "--override",
      paramLabel = "GATE",
      description = "Pass this gate though it is shut; recorded. May be repeated.")
  List<String> override = new ArrayList<>();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for --override.")
  @Nullable String reason;

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  Map<String, String> overrides() {
    if (!override.isEmpty() && (reason == null || reason.isBlank())) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--override needs --reason TEXT");
    }
    Map<String, String> reasons = new LinkedHashMap<>();
    override.forEach(gate -> reasons.put(gate, String.valueOf(reason)));
    return reasons;
  }
}

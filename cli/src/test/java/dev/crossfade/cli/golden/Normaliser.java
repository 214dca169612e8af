package dev.crossfade.cli.golden;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Replaces what differs from run to run by words. */
final class Normaliser {
  private record Rule(Pattern pattern, String word) {}

  private static final List<Rule> RULES =
      List.of(
          rule("(?<=[:])[A-Za-z0-9]{32}(?=@)", "PASSWORD"),
          rule("\\b[0-9a-f]{32}\\b", "DIGEST"),
          rule("\\b\\d{8}T\\d{6}-[0-9a-f]{6}\\b", "RUN"),
          rule("(?<= )\\d+\\.\\d\\d$", "SECONDS"),
          rule("(?<=127\\.0\\.0\\.1:|localhost:)\\d+", "PORT"),
          rule("(?<=\"port\":)\\d+", "PORT"),
          rule("(?<=\"pid\":)\\d+", "PID"),
          rule("(?<=process )\\d+", "PID"),
          rule("\\b\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+00)?", "TIME"),
          rule("\\b\\d+\\.\\d\\d? s\\b", "SECONDS"),
          rule("(?<=\"seconds\":)[0-9.E-]+", "SECONDS"),
          rule("(?<=PostgreSQL )1\\d\\.\\d+( \\([^)]*\\))?", "VERSION"),
          rule("(?<=\"version\":\")1\\d\\.\\d+( \\([^)]*\\))?", "VERSION"),
          rule("(?<=^crossfade )\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?$", "VERSION"),
          rule("(?<=JDK: ).*", "VERSION"),
          rule("\\b\\d+ MiB\\b", "SIZE"),
          rule("scratch_[0-9a-z_]+", "DATABASE"));

  /** Shown only where a machine is so slow that a command takes more than a second. */
  private static final Pattern PROGRESS = Pattern.compile("[a-z]+  (\\d+ s|\\S+ .* rows.*)");

  private final Path directory;

  Normaliser(Path directory) {
    this.directory = directory;
  }

  List<String> lines(String text) {
    String normal = text.replace(directory.toString(), "DIR");
    return normal
        .lines()
        .filter(line -> !PROGRESS.matcher(line).matches())
        .map(Normaliser::line)
        .toList();
  }

  private static String line(String line) {
    String normal = line;
    for (Rule rule : RULES) {
      normal = rule.pattern().matcher(normal).replaceAll(rule.word());
    }
    return normal.stripTrailing();
  }

  private static Rule rule(String pattern, String word) {
    return new Rule(Pattern.compile(pattern), word);
  }
}

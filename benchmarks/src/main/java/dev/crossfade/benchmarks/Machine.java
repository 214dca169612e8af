package dev.crossfade.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the figures depend on, without names of machines or folders. */
final class Machine {
  private Machine() {}

  static List<String> facts(String serverVersion) throws IOException {
    return List.of(
        "processor: " + Runtime.getRuntime().availableProcessors() + " cores, " + processor(),
        "memory: " + first("/proc/meminfo", "MemTotal:"),
        "system: "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        "Java: " + System.getProperty("java.vm.name") + " " + Runtime.version(),
        "PostgreSQL: "
            + serverVersion
            + ", the embedded server as `./crossfade target start` makes"
            + " it: fsync and synchronous_commit on",
        "pgloader: " + version("pgloader", "--version"),
        "sqlite3: " + version("sqlite3", "--version"));
  }

  private static String processor() throws IOException {
    return first("/proc/cpuinfo", "model name").replaceAll("^:\\s*", "");
  }

  private static String first(String file, String word) throws IOException {
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      return "unknown";
    }
    return Files.readAllLines(path).stream()
        .filter(line -> line.startsWith(word))
        .map(line -> line.substring(word.length()).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String version(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String[] words = text.lines().findFirst().orElse("unknown").split(" ");
    return words[words.length > 2 && words[0].toLowerCase(Locale.ROOT).equals("pgloader") ? 2 : 0]
        .replace("\"", "");
  }
}

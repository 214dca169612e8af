package dev.crossfade.examples;

import dev.crossfade.cli.Cli;
import dev.crossfade.cli.frame.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line in this JVM, standing in a folder, with one target. */
final class Console {
  private final Path folder;
  private final String url;

  Console(Path folder, String url) {
    this.folder = folder;
    this.url = url;
  }

  /** What a command printed, and how it ended. */
  record Result(int status, String out, String err) {
    /** The value of a field of a JSON result, as it is written there; the first of its name. */
    String field(String name) {
      String mark = "\"" + name + "\":";
      int start = out.indexOf(mark);
      if (start < 0) {
        throw new AssertionError("no field " + name + " in " + out);
      }
      String rest = out.substring(start + mark.length()).strip();
      int end = rest.startsWith("\"") ? rest.indexOf('"', 1) + 1 : 0;
      while (end == 0 || (end < rest.length() && ",}]\n".indexOf(rest.charAt(end)) < 0)) {
        end++;
      }
      return rest.substring(0, end).strip().replace("\"", "");
    }

    /** What it printed, result and notes. */
    String all() {
      return out + err;
    }

    @Override
    public String toString() {
      return "status " + status + "\n" + out + "\n--- standard error\n" + err;
    }
  }

  /** Runs a command with this target. */
  Result run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--to");
    all.add(url);
    return bare(all.toArray(String[]::new));
  }

  /** Runs a command that has no target. */
  Result bare(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status;
    try (PrintStream toOut = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream toErr = new PrintStream(err, false, StandardCharsets.UTF_8)) {
      Surroundings surroundings =
          new Surroundings(
              new ByteArrayInputStream(new byte[0]),
              toOut,
              toErr,
              Map.of(),
              folder,
              Surroundings.Terminal.NONE);
      status = new Cli(surroundings).run(arguments);
    }
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}

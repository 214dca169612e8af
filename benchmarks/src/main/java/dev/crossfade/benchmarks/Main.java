package dev.crossfade.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Measures the product beside peers and limits and writes the results; {@code run} starts it. */
final class Main {
  private Main() {}

  /**
   * @param arguments quick or full; how many rounds; the folder of the product; a folder to work
   *     in; a folder to keep data in; the server's URL; the folder for the results; the parts to
   *     measure, all when none is named
   */
  public static void main(String[] arguments) throws Exception {
    Scale scale = Scale.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    Path product = Path.of(arguments[2]);
    Path work = Path.of(arguments[3]);
    Path data = Files.createDirectories(Path.of(arguments[4]));
    Server server = new Server(arguments[5]);
    List<Part> parts = Part.of(List.of(arguments).subList(7, arguments.length), scale);
    Path kept = Files.createDirectories(data.resolveSibling("figures-" + scale.name()));
    List<String> machine = Machine.facts(server.ask("SHOW server_version"));
    Measured moves = new Measured(machine);
    Measured following = new Measured(machine);
    Rotation rotation = new Rotation(server);
    Scenarios scenarios = new Scenarios(product, work, server, rotation, parts);
    for (Part part : Part.values()) {
      Path file = kept.resolve(part.title() + ".tsv");
      if (parts.contains(part)) {
        part.measure(scenarios, scale, data, rounds);
        Figures.write(file, rotation.taken());
      }
      if (Files.exists(file)) {
        Instant measured = Files.getLastModifiedTime(file).toInstant();
        (part.isLive() ? following : moves).add(part, measured, Figures.read(file));
      }
    }
    if (parts.stream().anyMatch(part -> !part.isLive())) {
      write(Path.of(arguments[6]).resolve("RESULTS.md"), new Results(scale, moves).text());
    }
    if (parts.stream().anyMatch(Part::isLive)) {
      write(Path.of(arguments[6]).resolve("LIVE.md"), new LiveResults(scale, following).text());
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    System.out.print(text);
  }
}

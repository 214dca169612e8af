package dev.crossfade.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures the product beside peers and limits and writes the results; {@code run} starts it. */
final class Main {
  private Main() {}

  /**
   * @param arguments quick or full; how many rounds; the folder of the product; a folder to work
   *     in; a folder to keep data in; the server's URL; the file for the results; the parts to
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
    Results results = new Results(scale, Machine.facts(server.ask("SHOW server_version")));
    for (Part part : Part.values()) {
      Path file = kept.resolve(part.title() + ".tsv");
      if (parts.contains(part)) {
        Rotation rotation = new Rotation(server);
        part.measure(new Scenarios(product, work, server, rotation), scale, data, rounds);
        Figures.write(file, rotation.all());
      }
      if (Files.exists(file)) {
        results.add(part, Files.getLastModifiedTime(file).toInstant(), Figures.read(file));
      }
    }
    String text = results.text();
    Files.writeString(Path.of(arguments[6]), text);
    System.out.print(text);
  }
}

package dev.crossfade.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    Map<Part.Subject, Measured> measured = new EnumMap<>(Part.Subject.class);
    for (Part.Subject subject : Part.Subject.values()) {
      measured.put(subject, new Measured(machine));
    }
    Rotation rotation = new Rotation(server);
    Scenarios scenarios = new Scenarios(product, work, server, rotation, parts, scale);
    for (Part part : Part.values()) {
      Path file = kept.resolve(part.title() + ".tsv");
      if (parts.contains(part)) {
        part.measure(scenarios, scale, data, rounds);
        Figures.write(file, rotation.taken());
      }
      if (Files.exists(file)) {
        Instant when = Files.getLastModifiedTime(file).toInstant();
        Objects.requireNonNull(measured.get(part.subject())).add(part, when, Figures.read(file));
      }
    }
    for (Part.Subject subject : Part.Subject.values()) {
      if (parts.stream().anyMatch(part -> part.subject() == subject)) {
        write(Path.of(arguments[6]), subject, scale, Objects.requireNonNull(measured.get(subject)));
      }
    }
  }

  private static void write(Path folder, Part.Subject subject, Scale scale, Measured measured)
      throws IOException {
    switch (subject) {
      case MOVES -> write(folder.resolve("RESULTS.md"), new Results(scale, measured).text());
      case FOLLOWING -> write(folder.resolve("LIVE.md"), new LiveResults(scale, measured).text());
      case FACADE -> write(folder.resolve("FACADE.md"), new FacadeResults(scale, measured).text());
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    System.out.print(text);
  }
}

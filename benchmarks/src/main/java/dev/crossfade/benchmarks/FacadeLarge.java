package dev.crossfade.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The same projects in an EDN file, in PostgreSQL by the facade in NEW_ONLY, which keeps the file
 * beside it, and in PostgreSQL alone; each opened by a process of its own, in turn.
 */
final class FacadeLarge {
  /** Where projects are read from. */
  enum Way {
    FILE("EDN file"),
    NEW_ONLY("facade in NEW_ONLY, the file beside it"),
    DATABASE("PostgreSQL alone");

    private final String title;

    Way(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** What is measured of each. */
  enum Cell {
    OPEN("open", "s"),
    MEMORY("resident", "MB"),
    POINT("point read, p50", "µs"),
    SCAN("scan of 1,000 keys, p50", "ms"),
    WRITE("write, p50", "µs"),
    QUERY("keys of a city, p50", "ms");

    private final String title;
    private final String unit;

    Cell(String title, String unit) {
      this.title = title;
      this.unit = unit;
    }

    String title() {
      return title;
    }

    String unit() {
      return unit;
    }
  }

  private static final int LARGEST = 2_000_000;
  private static final String SMALL_HEAP = "-Xmx2g";
  private static final String LARGE_HEAP = "-Xmx12g";

  private final Server server;
  private final Rotation rotation;

  FacadeLarge(Server server, Rotation rotation) {
    this.server = server;
    this.rotation = rotation;
  }

  /** The name of a figure. */
  static String name(int keys, Way way, Cell cell) {
    return "LARGE " + keys + " " + way + " " + cell;
  }

  /** Measures one size; what a round writes, the next one finds. */
  void measure(Path folder, int keys, int rounds) throws Exception {
    String url = server.freshDatabase();
    Path file = folder.resolve("large.edn");
    EdnData.write(file, keys);
    for (int round = 0; round < rounds; round++) {
      measure(Way.FILE, file, url, keys);
    }
    probe("MOVE", file, url, keys);
    for (int round = 0; round < rounds; round++) {
      measure(Way.NEW_ONLY, file, url, keys);
      measure(Way.DATABASE, file, url, keys);
    }
  }

  private void measure(Way way, Path file, String url, int keys) throws Exception {
    String output = probe(way.name(), file, url, keys);
    for (Cell cell : Cell.values()) {
      double value = number(output, cell);
      rotation.note(name(keys, way, cell), value, 0);
      if (way == Way.FILE && cell == Cell.OPEN && keys == LARGEST) {
        rotation.note(FacadeFigure.OPEN.name(), value, 0);
      }
    }
  }

  private static double number(String output, Cell cell) {
    String begin = cell + "=";
    return output
        .lines()
        .filter(line -> line.startsWith(begin))
        .mapToDouble(line -> Double.parseDouble(line.substring(begin.length())))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + cell + " in: " + output));
  }

  private static String probe(String what, Path file, String url, int keys)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add(keys >= LARGEST ? LARGE_HEAP : SMALL_HEAP);
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(List.of(LargeProbe.class.getName(), what, file.toString(), url));
    line.add(String.format(Locale.ROOT, "%d", keys));
    Process process =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("status " + process.exitValue() + " of " + what);
      }
      return output;
    } finally {
      process.destroy();
    }
  }
}

package dev.crossfade.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of a contender. Kept as a line for each run:
 *
 * <pre>
 * line := name TAB phase TAB whole TAB processor TAB memory
 * </pre>
 *
 * @param phase seconds of the compared phase
 * @param whole seconds of the whole command
 * @param cpu processor seconds of command and server
 * @param memory megabytes
 */
record Figures(Series phase, Series whole, Series cpu, Series memory) {
  Figures() {
    this(new Series(), new Series(), new Series(), new Series());
  }

  void add(double newPhase, double newWhole, double newCpu, double newMemory) {
    phase.add(newPhase);
    whole.add(newWhole);
    cpu.add(newCpu);
    memory.add(newMemory);
  }

  static void write(Path file, Map<String, Figures> figures) throws IOException {
    List<String> lines = new ArrayList<>();
    figures.forEach(
        (name, one) -> {
          for (int run = 0; run < one.phase.runs(); run++) {
            lines.add(
                String.join(
                    "\t",
                    name,
                    Double.toString(one.phase.run(run)),
                    Double.toString(one.whole.run(run)),
                    Double.toString(one.cpu.run(run)),
                    Double.toString(one.memory.run(run))));
          }
        });
    Files.write(file, lines);
  }

  static Map<String, Figures> read(Path file) throws IOException {
    Map<String, Figures> figures = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split("\t");
      figures
          .computeIfAbsent(cells[0], name -> new Figures())
          .add(
              Double.parseDouble(cells[1]),
              Double.parseDouble(cells[2]),
              Double.parseDouble(cells[3]),
              Double.parseDouble(cells[4]));
    }
    return figures;
  }
}

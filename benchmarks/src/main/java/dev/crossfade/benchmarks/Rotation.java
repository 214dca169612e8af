package dev.crossfade.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs contenders in turn, several rounds, each round begun by another one. */
final class Rotation {
  private final Server server;
  private final Map<String, Figures> figures = new LinkedHashMap<>();

  Rotation(Server server) {
    this.server = server;
  }

  /**
   * What was measured of a contender.
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
  }

  void run(String title, int rounds, List<Contender> contenders) throws Exception {
    contenders.forEach(contender -> figures.put(contender.name(), new Figures()));
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        Contender contender = contenders.get((round + i) % contenders.size());
        server.clean();
        contender.prepare().run();
        double before = server.cpuSeconds();
        Contender.Sample sample = contender.work().run();
        double cpu = sample.cpu() + server.cpuSeconds() - before;
        Figures series = of(contender.name());
        series.phase().add(sample.phase());
        series.whole().add(sample.whole());
        series.cpu().add(cpu);
        series.memory().add(sample.memory());
        System.err.printf(
            java.util.Locale.ROOT,
            "%s %d/%d %s: %.2f s, whole %.2f s, cpu %.2f s, %.0f MB%n",
            title,
            round + 1,
            rounds,
            contender.name(),
            sample.phase(),
            sample.whole(),
            cpu,
            sample.memory());
      }
    }
  }

  Figures of(String name) {
    Figures found = figures.get(name);
    if (found == null) {
      throw new IllegalArgumentException("not measured: " + name);
    }
    return found;
  }

  Map<String, Figures> all() {
    return figures;
  }
}

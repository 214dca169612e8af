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
        figures
            .computeIfAbsent(contender.name(), name -> new Figures())
            .add(sample.phase(), sample.whole(), cpu, sample.memory());
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

  /** Takes a figure that something else measured: a value and what it is held against. */
  void note(String name, double value, double against) {
    figures.computeIfAbsent(name, key -> new Figures()).add(value, against, 0, 0);
    System.err.printf(java.util.Locale.ROOT, "%s: %.3f, against %.3f%n", name, value, against);
  }

  /** What was measured since the last call. */
  Map<String, Figures> taken() {
    Map<String, Figures> taken = new LinkedHashMap<>(figures);
    figures.clear();
    return taken;
  }
}

package dev.crossfade.benchmarks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of some parts, and what they were measured on. */
final class Measured {
  private final List<String> machine;
  private final Map<String, Figures> figures = new LinkedHashMap<>();
  private final List<String> parts = new ArrayList<>();

  /**
   * @param machine what it was measured on and with, a line each
   */
  Measured(List<String> machine) {
    this.machine = machine;
  }

  void add(Part part, Instant measured, Map<String, Figures> added) {
    figures.putAll(added);
    int most = added.values().stream().mapToInt(one -> one.whole().runs()).max().orElse(0);
    parts.add(part.title() + " " + measured.truncatedTo(ChronoUnit.MINUTES) + ", rounds: " + most);
  }

  /** By the name of what was measured, in the order in which it was. */
  Map<String, Figures> figures() {
    return Collections.unmodifiableMap(figures);
  }

  /** When and on what, as a list in Markdown. */
  String facts() {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append("- measured: ").append(part).append('\n'));
    machine.forEach(fact -> text.append("- ").append(fact).append('\n'));
    return text.toString();
  }
}

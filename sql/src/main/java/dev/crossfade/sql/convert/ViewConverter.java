package dev.crossfade.sql.convert;

import dev.crossfade.sql.schema.ViewModel;
import java.util.List;

/** The views whose bodies are within reach. */
final class ViewConverter {
  private final Workbench bench;

  ViewConverter(Workbench bench) {
    this.bench = bench;
  }

  List<ViewModel> views() {
    for (ViewModel view : bench.source.views()) {
      bench.refuse("view " + view.name(), "It was left out.", "Write it again by hand.");
    }
    return List.of();
  }
}

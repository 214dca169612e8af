package dev.crossfade.examples.memory;

import dev.crossfade.examples.memory.scenario.Extent;
import dev.crossfade.examples.memory.scenario.MemoryScenario;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the scenario; the long one has a command, see the README. */
final class MemoryScenarioTest {
  private static final long SEED = 20260305;

  @TempDir Path folder;

  @Test
  void theServerMovesUnderLoadWhateverIsKilledAndStopped() throws Exception {
    Extent extent = new Extent(SEED, 4, Duration.ofMillis(5), 40);
    MemoryScenario.run(folder, extent, System.out::println);
  }
}

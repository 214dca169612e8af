package dev.crossfade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LaneSourceTest {
  private static Plan plan(String source, String... tables) {
    return new Plan(
        source,
        Arrays.stream(tables)
            .map(table -> new CollectionPlan(table, table, null, null, List.of(), List.of(), null))
            .toList());
  }

  @Test
  void aPartIsItsPlaceAndItsTable() {
    String source = LaneSource.text("/data/memory.edn", "presence");
    assertThat(source).isEqualTo("/data/memory.edn#presence");
    assertThat(LaneSource.of(source, plan(source, "presence")))
        .contains(new LaneSource("/data/memory.edn", "presence"));
    assertThat(LaneSource.of("/a#b/memory.edn#t", plan("", "t")))
        .contains(new LaneSource("/a#b/memory.edn", "t"));
  }

  @Test
  void aFileIsNoneWhateverItsName() {
    for (String file : new String[] {"/data/app.sqlite", "/data/app#1.sqlite", "/a#b/app.sqlite"}) {
      assertThat(LaneSource.of(file, plan(file, "person"))).as(file).isEmpty();
    }
    assertThat(LaneSource.of("/data/app#person", plan("", "person", "note"))).isEmpty();
    assertThat(LaneSource.read("#person")).isEmpty();
    assertThat(LaneSource.read("/data/app#")).isEmpty();
  }
}

package dev.crossfade.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanSelectionTest {
  private static CollectionPlan collection(String name, CollectionPlan.@Nullable Parent parent) {
    return new CollectionPlan(name, name, null, null, List.of(), List.of(), parent);
  }

  @Test
  void aTableWhoseParentIsLeftOutHangsOnNothing() {
    CollectionPlan.Parent parent =
        new CollectionPlan.Parent("talks", List.of("talks_id"), List.of("id"));
    Plan plan =
        new Plan("t.json", List.of(collection("talks", null), collection("messages", parent)));
    assertThat(PlanSelection.narrow(plan, List.of(), List.of("x")).moved())
        .extracting(CollectionPlan::parent)
        .containsExactly(null, parent);
    assertThat(PlanSelection.narrow(plan, List.of(), List.of("talks")).moved())
        .extracting(CollectionPlan::parent)
        .containsOnlyNulls();
    assertThat(PlanSelection.narrow(plan, List.of("messages"), List.of()).moved())
        .extracting(CollectionPlan::parent)
        .containsOnlyNulls();
  }
}

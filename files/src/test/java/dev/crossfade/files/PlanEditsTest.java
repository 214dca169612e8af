package dev.crossfade.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.plan.PlanCheck;
import dev.crossfade.core.plan.PlanProblem;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.Position;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hand-written plan may take out of a file otherwise than inspection did. */
class PlanEditsTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() {
    file =
        Reading.write(
            folder,
            "t.jsonl",
            """
            {"id":1,"flat":{"x":"a","y":2},"kept":{"p":"b"},"m":[{"n":1}]}
            {"id":2,"flat":{"x":"c","y":4},"kept":{"q":"d"},"m":[]}
            """);
    assertThat(Reading.columns(Reading.named(Reading.inspect(file), "t")))
        .containsExactly("id", "flat.x", "flat.y", "kept");
  }

  private SourceShape extended(CollectionPlan... collections) {
    try (FilesSource source = FilesSource.open(file)) {
      return source.extend(
          source.inspect(0, Events.NONE), new Plan("", List.of(collections)), Events.NONE);
    }
  }

  private List<String> rows(CollectionPlan plan) {
    try (FilesSource source = FilesSource.open(file)) {
      return Reading.scan(source, plan, Position.START).texts();
    }
  }

  @Test
  void takesMembersOfAnObjectKeptAsJsonAndLeavesOutOthers() {
    CollectionPlan plan = Reading.plan("t", List.of("kept.p", "kept.q"));
    CollectionShape shape = Reading.named(extended(plan), "t");
    assertThat(Reading.columns(shape)).endsWith("kept.p", "kept.q");
    assertThat(shape.columns().get(4).evidence().absent()).isEqualTo(1);
    assertThat(PlanCheck.problems(new Plan("", List.of(plan)), extended(plan))).isEmpty();
    assertThat(rows(plan)).containsExactly("'b'|null", "null|'d'");
  }

  @Test
  void keepsAnObjectThatWasFlattenedAndAnArrayThatWasATable() {
    CollectionPlan plan = Reading.plan("t", List.of("flat", "m"));
    CollectionShape shape = Reading.named(extended(plan), "t");
    assertThat(shape.columns().get(4).evidence().kind("JSON")).isEqualTo(2);
    assertThat(shape.columns().get(5).evidence().kind("JSON")).isEqualTo(2);
    assertThat(rows(plan))
        .containsExactly("{\"x\":\"a\",\"y\":2}|[{\"n\":1}]", "{\"x\":\"c\",\"y\":4}|[]");
  }

  @Test
  void saysWhenNoRecordHasAFieldAndRefusesWhatNoRecordCanHave() {
    CollectionPlan absent = Reading.plan("t", List.of("flat.z"));
    assertThat(Reading.named(extended(absent), "t").problems())
        .extracting(Problem::code)
        .containsExactly(ErrorCode.CF_2228);
    assertThat(PlanCheck.problems(new Plan("", List.of(absent)), extended(absent))).isEmpty();
    CollectionPlan outer = Reading.plan("t", List.of("^id", "_key", "position"));
    assertThat(PlanCheck.problems(new Plan("", List.of(outer)), extended(outer)))
        .extracting(PlanProblem::code)
        .containsOnly(ErrorCode.CF_4002);
  }

  @Test
  void takesAnArrayAsATableThatInspectionKeptAsJson() {
    Path odd =
        Reading.write(
            folder, "u.jsonl", "{\"id\":1,\"x\":[{\"a\":1}]}\n{\"id\":2,\"x\":[]}\n{\"id\":3}\n");
    file = odd;
    CollectionPlan plan = Reading.plan("u.x", List.of("^id", "position", "a"));
    assertThat(Reading.named(extended(plan), "u.x").rows()).isEqualTo(1);
    assertThat(rows(plan)).containsExactly("1|0|1");
    CollectionPlan nowhere = Reading.plan("u.y", List.of("a"));
    assertThat(PlanCheck.problems(new Plan("", List.of(nowhere)), extended(nowhere)))
        .extracting(PlanProblem::code)
        .containsOnly(ErrorCode.CF_4001);
  }
}

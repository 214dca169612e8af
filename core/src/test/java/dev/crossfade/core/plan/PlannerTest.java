package dev.crossfade.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.plan.PlanOptions.Link;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.CollectionShape.ParentLink;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.value.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private final List<String> notes = new ArrayList<>();

  private static Evidence seen(String kind, long values, long nulls, Map<String, Long> forms) {
    Map<String, Long> kinds = values == 0 ? Map.of() : Map.of(kind, values);
    return new Evidence(values + nulls, nulls, 0, kinds, forms, 0, 9, 9, 0, 51);
  }

  private static ColumnShape integers(String name) {
    return new ColumnShape(name, "INTEGER", false, null, false, seen("INTEGER", 5, 0, Map.of()));
  }

  private static CollectionShape table(
      String name, List<String> key, @Nullable ParentLink parent, ColumnShape... columns) {
    return new CollectionShape(
        name, Arrays.asList(columns), key, parent, 5, 0, Digest.EMPTY, List.of());
  }

  private static SourceShape source(String format, CollectionShape... tables) {
    return new SourceShape("place", format, Arrays.asList(tables), List.of(), false);
  }

  private Plan plan(SourceShape shape) {
    return Planner.plan(shape, PlanOptions.ALL, notes::add);
  }

  @Test
  void keepsNamesAndKeys() {
    Plan plan =
        plan(
            source(
                "sqlite",
                table("Order Lines.x", List.of("b", "a"), null, integers("a"), integers("b"))));
    CollectionPlan table = plan.collections().get(0);
    assertThat(table.target()).isEqualTo("Order Lines.x");
    assertThat(table.key()).containsExactly("b", "a");
    assertThat(table.orderedByKey()).isTrue();
    assertThat(table.columns()).extracting(ColumnPlan::nullable).containsExactly(false, false);
    assertThat(notes).isEmpty();
  }

  @Test
  void dropsAKeyThatHoldsNullAndSaysSo() {
    ColumnShape hole =
        new ColumnShape("id", "TEXT", false, null, false, seen("TEXT", 4, 1, Map.of()));
    Plan plan = plan(source("sqlite", table("t", List.of("id"), null, hole)));
    assertThat(plan.collections().get(0).key()).isEmpty();
    assertThat(notes).containsExactly("the key of 't' is left out, for 'id' is null in 1 row");
  }

  @Test
  void cutsLongNamesDeterministicallyAndApart() {
    String longName = "é".repeat(40);
    Plan plan =
        plan(
            source(
                "sqlite",
                table(longName + "1", List.of(), null, integers("xmin"), integers("XMIN")),
                table(
                    longName + "2",
                    List.of(),
                    null,
                    integers(longName),
                    integers(longName + "b"))));
    List<String> names = plan.collections().stream().map(CollectionPlan::target).toList();
    assertThat(names).doesNotHaveDuplicates();
    assertThat(names)
        .allMatch(name -> name.getBytes(StandardCharsets.UTF_8).length <= 63)
        .allMatch(name -> name.startsWith("é".repeat(27) + "_"));
    assertThat(plan.collections().get(0).columns())
        .extracting(ColumnPlan::target)
        .satisfies(
            targets -> {
              assertThat(targets.get(0)).startsWith("xmin_");
              assertThat(targets.get(1)).isEqualTo("XMIN");
            });
    assertThat(
            plan(source("sqlite", table(longName + "1", List.of(), null, integers("a"))))
                .collections()
                .get(0)
                .target())
        .isEqualTo(names.get(0));
    assertThat(notes).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void hangsChildrenOnTheirParents() {
    SourceShape shape =
        source(
            "json",
            table("bots", List.of("id"), null, integers("id"), integers("owner.name")),
            table(
                "bots.messages",
                List.of("bots.id", "position"),
                new ParentLink("bots", List.of("bots.id"), List.of("id")),
                integers("bots.id"),
                integers("position")),
            table("bots_messages", List.of(), null, integers("x")));
    Plan plan = plan(shape);
    CollectionPlan child = plan.collections().get(1);
    assertThat(plan.collections().get(0).columns().get(1).target()).isEqualTo("owner_name");
    assertThat(plan.collections().get(2).target()).isEqualTo("bots_messages");
    assertThat(child.target()).startsWith("bots_messages_");
    assertThat(child.parent())
        .isEqualTo(new CollectionPlan.Parent("bots", List.of("bots_id"), List.of("id")));
    assertThat(PlanCheck.problems(plan, shape)).isEmpty();
  }

  @Test
  void leavesOutWhatIsNotChosenWithItsChildren() {
    SourceShape shape =
        source(
            "json",
            table("bots", List.of("id"), null, integers("id")),
            table(
                "bots.m",
                List.of(),
                new ParentLink("bots", List.of("id"), List.of("id")),
                integers("id")),
            table("logs", List.of(), null, integers("x")));
    PlanOptions bots = new PlanOptions(List.of("bo*"), List.of(), List.of());
    assertThat(Planner.plan(shape, bots, notes::add).moved())
        .extracting(CollectionPlan::source)
        .containsExactly("bots", "bots.m");
    PlanOptions noBots = new PlanOptions(List.of(), List.of("b?ts"), List.of());
    Plan plan = Planner.plan(shape, noBots, notes::add);
    assertThat(plan.moved()).extracting(CollectionPlan::source).containsExactly("logs");
    assertThat(plan.collections())
        .extracting(CollectionPlan::skip)
        .containsExactly("excluded by 'b?ts'", "its parent 'bots' is left out", null);
    PlanOptions idle = new PlanOptions(List.of("BOTS"), List.of(), List.of());
    assertThatThrownBy(() -> Planner.plan(shape, idle, notes::add))
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_1003));
  }

  @Test
  void givesLinkedColumnsOneType() {
    Map<String, Long> uuids = Map.of("TEXT_UUID", 5L);
    ColumnShape uuid = new ColumnShape("id", "UUID", true, null, false, seen("TEXT", 5, 0, uuids));
    ColumnShape text = new ColumnShape("ref", "TEXT", true, null, false, seen("TEXT", 5, 0, uuids));
    ColumnShape none = new ColumnShape("old", "TEXT", false, null, false, seen("", 0, 5, Map.of()));
    SourceShape shape =
        source(
            "sqlite",
            table("a", List.of("id"), null, uuid),
            table("b", List.of(), null, text),
            table("c", List.of(), null, none));
    Link toText = new Link("b", "ref", "a", "id");
    Link toNone = new Link("c", "old", "a", "id");
    Plan both =
        Planner.plan(shape, new PlanOptions(List.of(), List.of(), List.of(toText)), notes::add);
    assertThat(kind(both, 0)).isEqualTo(Kind.TEXT);
    assertThat(kind(both, 1)).isEqualTo(Kind.TEXT);
    Plan empty =
        Planner.plan(shape, new PlanOptions(List.of(), List.of(), List.of(toNone)), notes::add);
    assertThat(kind(empty, 0)).isEqualTo(Kind.TEXT_UUID);
    assertThat(kind(empty, 2)).isEqualTo(Kind.TEXT_UUID);
    assertThat(notes).isEmpty();
  }

  @Test
  void leavesComputedColumnsToTheTarget() {
    ColumnShape computed =
        new ColumnShape("sum", "", false, null, true, seen("INTEGER", 5, 0, Map.of()));
    Plan plan = plan(source("sqlite", table("t", List.of(), null, integers("a"), computed)));
    assertThat(plan.collections().get(0).columns())
        .extracting(ColumnPlan::source)
        .containsExactly("a");
    assertThat(notes).as("the source says it already").isEmpty();
  }

  @Test
  void saysThatRecordsWithoutFieldsAreLeftOut() {
    plan(source("jsonl", table("blank", List.of(), null)));
    assertThat(notes).containsExactly("'blank' is left out: 5 records without any field");
  }

  @Test
  void keepsSilentAboutWhatIsLeftOut() {
    ColumnShape hole =
        new ColumnShape("id", "TEXT", false, null, false, seen("TEXT", 4, 1, Map.of()));
    SourceShape shape =
        source(
            "sqlite",
            table("kept", List.of("id"), null, hole),
            table("n".repeat(70), List.of("id"), null, hole, integers("xmin")));
    PlanOptions some = new PlanOptions(List.of("kept"), List.of(), List.of());
    Planner.plan(shape, some, notes::add);
    assertThat(notes).containsExactly("the key of 'kept' is left out, for 'id' is null in 1 row");
  }

  private static Kind kind(Plan plan, int table) {
    return plan.collections().get(table).columns().get(0).conversion().kind();
  }
}

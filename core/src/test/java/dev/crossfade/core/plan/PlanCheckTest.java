package dev.crossfade.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.ColumnPlan.Misfit;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.value.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanCheckTest {
  private static final SourceShape SHAPE =
      new SourceShape(
          "s",
          "sqlite",
          List.of(
              shape("orders", seen("id", "INTEGER", 5, 0), seen("note", "TEXT", 4, 1)),
              shape("lines", seen("order_id", "INTEGER", 5, 0))),
          List.of(),
          false);

  private static ColumnShape seen(String name, String kind, long values, long nulls) {
    Evidence evidence =
        new Evidence(values + nulls, nulls, 0, Map.of(kind, values), Map.of(), 7, 9, 3, 0, 3);
    return new ColumnShape(name, kind, false, null, false, evidence);
  }

  private static CollectionShape shape(String name, ColumnShape... columns) {
    return new CollectionShape(
        name, Arrays.asList(columns), List.of(), null, 5, 0, Digest.EMPTY, List.of());
  }

  private static ColumnPlan column(String source, String target, Kind kind, boolean nullable) {
    return new ColumnPlan(
        source, target, Conversion.of(kind), nullable, Misfit.REJECT, "", List.of());
  }

  private static final ColumnPlan ID = column("id", "id", Kind.INTEGER, false);
  private static final ColumnPlan NOTE = column("note", "note", Kind.TEXT, true);
  private static final ColumnPlan ORDER = column("order_id", "order_id", Kind.INTEGER, false);

  private static CollectionPlan table(
      String source, String target, List<String> key, ColumnPlan... columns) {
    return new CollectionPlan(source, target, null, null, key, Arrays.asList(columns), null);
  }

  private static CollectionPlan orders(List<String> key, ColumnPlan... columns) {
    return table("orders", "orders", key, columns);
  }

  private static CollectionPlan lines(CollectionPlan.@Nullable Parent parent) {
    return new CollectionPlan("lines", "lines", null, null, List.of(), List.of(ORDER), parent);
  }

  private static void assertOne(
      ErrorCode code, String place, String says, CollectionPlan... tables) {
    List<PlanProblem> problems = PlanCheck.problems(new Plan("s", Arrays.asList(tables)), SHAPE);
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).code()).isEqualTo(code);
    assertThat(problems.get(0).place()).isEqualTo(place);
    assertThat(problems.get(0).text()).contains(says);
  }

  @Test
  void findsNothingInAGoodPlan() {
    CollectionPlan.Parent parent =
        new CollectionPlan.Parent("orders", List.of("order_id"), List.of("id"));
    Plan plan = new Plan("s", List.of(orders(List.of("id"), ID, NOTE), lines(parent)));
    assertThat(PlanCheck.problems(plan, SHAPE)).isEmpty();
    PlanCheck.require(plan, SHAPE);
  }

  @Test
  void findsNamesThatAreNotThere() {
    assertOne(
        ErrorCode.CF_4001, "oders", "did you mean 'orders'?", table("oders", "o", List.of(), ID));
    assertOne(
        ErrorCode.CF_4002,
        "orders.columns.idd",
        "did you mean 'id'?",
        orders(List.of(), column("idd", "x", Kind.TEXT, true)));
    assertOne(
        ErrorCode.CF_4004,
        "orders.key",
        "no column has the target 'nr'",
        orders(List.of("nr"), ID));
  }

  @Test
  void findsNamesUsedTwice() {
    assertOne(
        ErrorCode.CF_4003,
        "lines.target",
        "already the target of 'orders'",
        orders(List.of(), ID),
        table("lines", "orders", List.of(), ORDER));
    assertOne(
        ErrorCode.CF_4003,
        "orders",
        "planned twice",
        orders(List.of(), ID),
        table("orders", "again", List.of(), ID));
    assertOne(
        ErrorCode.CF_4003,
        "orders.columns.note",
        "'id' is planned twice",
        orders(List.of(), ID, column("note", "id", Kind.TEXT, true)));
    assertOne(ErrorCode.CF_4003, "orders.key", "twice in the key", orders(List.of("id", "id"), ID));
  }

  @Test
  void findsNamesThatPostgresqlDoesNotBear() {
    String longName = "é".repeat(32);
    assertOne(
        ErrorCode.CF_4008,
        "orders.target",
        "1 to 63 bytes",
        table("orders", longName, List.of(), ID));
    assertOne(
        ErrorCode.CF_4008,
        "orders.columns.id.target",
        "1 to 63 bytes",
        orders(List.of(), column("id", "", Kind.INTEGER, true)));
    assertOne(
        ErrorCode.CF_4008,
        "orders.columns.id",
        "system column",
        orders(List.of(), column("id", "ctid", Kind.INTEGER, true)));
  }

  @Test
  void findsConversionsThatNoValueBears() {
    assertOne(
        ErrorCode.CF_4005,
        "orders.columns.note",
        "no value fits INTEGER; seen was TEXT, 1 null",
        orders(List.of(), column("note", "note", Kind.INTEGER, true)));
    assertOne(
        ErrorCode.CF_4005,
        "orders.columns.note",
        "timestamp form",
        orders(List.of(), column("note", "note", Kind.TEXT_TIMESTAMPTZ, true)));
    ColumnPlan widened =
        new ColumnPlan(
            "note", "note", Conversion.of(Kind.INTEGER), true, Misfit.WIDEN, "", List.of());
    assertThat(PlanCheck.problems(new Plan("s", List.of(orders(List.of(), widened))), SHAPE))
        .isEmpty();
  }

  @Test
  void findsNullsThatAreForbidden() {
    assertOne(
        ErrorCode.CF_4006,
        "orders.columns.note",
        "1 row holds null",
        orders(List.of(), column("note", "note", Kind.TEXT, false)));
    assertOne(ErrorCode.CF_4006, "orders.key", "'note' may be null", orders(List.of("note"), NOTE));
  }

  @Test
  void findsKeysOfJson() {
    ColumnPlan json = column("id", "id", Kind.MIXED_JSON, false);
    assertOne(ErrorCode.CF_4004, "orders.key", "is JSON", orders(List.of("id"), json));
  }

  @Test
  void findsParentsThatAreNone() {
    assertOne(
        ErrorCode.CF_4009,
        "lines.parent",
        "did you mean 'orders'?",
        orders(List.of("id"), ID),
        lines(new CollectionPlan.Parent("order", List.of("order_id"), List.of("id"))));
    assertOne(
        ErrorCode.CF_4009,
        "lines.parent",
        "not the key of 'orders'",
        orders(List.of(), ID),
        lines(new CollectionPlan.Parent("orders", List.of("order_id"), List.of("id"))));
    assertOne(
        ErrorCode.CF_4009,
        "lines.parent",
        "no column has the target 'x'",
        orders(List.of("id"), ID),
        lines(new CollectionPlan.Parent("orders", List.of("x"), List.of("id"))));
  }

  @Test
  void findsTablesWithoutColumnsUnlessSkipped() {
    assertOne(ErrorCode.CF_4007, "orders.columns", "a column at least", orders(List.of()));
    CollectionPlan skipped =
        new CollectionPlan("orders", "", "no", null, List.of("x"), List.of(), null);
    assertThat(PlanCheck.problems(new Plan("s", List.of(skipped)), SHAPE)).isEmpty();
  }

  @Test
  void namesAllOfThemInOneError() {
    Plan plan =
        new Plan("s", List.of(table("x", "x", List.of(), ID), table("y", "y", List.of(), ID)));
    assertThatThrownBy(() -> PlanCheck.require(plan, SHAPE))
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CF_4001);
              assertThat(e.detail()).contains("at x; ").endsWith("at y");
            });
  }
}

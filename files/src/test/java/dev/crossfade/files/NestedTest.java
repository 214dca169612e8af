package dev.crossfade.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.Position;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestedTest {
  @TempDir Path folder;

  @Test
  void takesArraysOfObjectsAsTablesWithTheParentsKeyAndAPosition() {
    Path file =
        Reading.write(
            folder,
            "talks.json",
            """
            [{"id": "a", "messages": [{"t": "x"}, {"t": "y", "n": 1}]},
             {"id": "b", "messages": []},
             {"id": "c", "messages": [{"t": "z"}]}]
            """);
    SourceShape shape = Reading.inspect(file);
    assertThat(Reading.columns(Reading.named(shape, "talks"))).containsExactly("id");
    CollectionShape child = Reading.named(shape, "talks.messages");
    assertThat(Reading.columns(child)).containsExactly("^id", "position", "t", "n");
    assertThat(child.key()).containsExactly("^id", "position");
    assertThat(child.parent())
        .isEqualTo(new CollectionShape.ParentLink("talks", List.of("^id"), List.of("id")));
    assertThat(child.rows()).isEqualTo(3);
    assertThat(Reading.all(file, "talks.messages").texts())
        .containsExactly("'a'|0|'x'|null", "'a'|1|'y'|1", "'c'|0|'z'|null");
  }

  @Test
  void nestsTablesInTablesAndMakesAnIdWhereThereIsNoKey() {
    Path file =
        Reading.write(
            folder,
            "t.jsonl",
            """
            {"n":1,"b":[{"c":[{"d":1},{"d":2}]},{"c":[]},{"c":[{"d":3}]}]}
            {"n":1,"b":[{"c":[{"d":4}]}]}
            """);
    SourceShape shape = Reading.inspect(file);
    assertThat(Reading.named(shape, "t").key()).containsExactly("_id");
    assertThat(Reading.columns(Reading.named(shape, "t"))).containsExactly("_id", "n");
    assertThat(Reading.columns(Reading.named(shape, "t.b"))).containsExactly("^_id", "position");
    assertThat(Reading.named(shape, "t.b.c").key())
        .containsExactly("^^_id", "^position", "position");
    assertThat(Reading.all(file, "t").texts()).containsExactly("1|1", "2|1");
    assertThat(Reading.all(file, "t.b").texts()).containsExactly("1|0", "1|1", "1|2", "2|0");
    assertThat(Reading.all(file, "t.b.c").texts())
        .containsExactly("1|0|0|1", "1|0|1|2", "1|2|0|3", "2|0|0|4");
  }

  @Test
  void keepsAnArrayWhoseAbsenceCouldNotBeToldFromItsEmptiness() {
    Path file =
        Reading.write(
            folder, "t.jsonl", "{\"id\":1,\"x\":[{\"a\":1}]}\n{\"id\":2,\"x\":[]}\n{\"id\":3}\n");
    SourceShape shape = Reading.inspect(file);
    assertThat(Reading.columns(Reading.only(shape))).containsExactly("id", "x");
    assertThat(Reading.only(shape).problems())
        .extracting(Problem::code)
        .containsExactly(ErrorCode.CF_2221);
    try (FilesSource source = FilesSource.open(file)) {
      assertThat(
              Reading.scan(source, "t.x", List.of("^id", "position", "a"), Position.START).texts())
          .containsExactly("1|0|1");
    }
  }

  @Test
  void takesAnArrayThatIsAbsentButNeverEmpty() {
    Path file = Reading.write(folder, "t.jsonl", "{\"id\":1,\"x\":[{\"a\":1}]}\n{\"id\":2}\n");
    assertThat(Reading.named(Reading.inspect(file), "t.x").rows()).isEqualTo(1);
    Path mixed =
        Reading.write(
            folder, "u.jsonl", "{\"id\":1,\"x\":[{\"a\":1}]}\n{\"id\":2}\n{\"id\":3,\"x\":null}\n");
    assertThat(Reading.columns(Reading.only(Reading.inspect(mixed)))).containsExactly("id", "x");
  }

  @Test
  void keepsArraysThatMixObjectsWithOtherValues() {
    Path file = Reading.write(folder, "t.jsonl", "{\"id\":1,\"x\":[{\"a\":1},2]}\n");
    assertThat(Reading.only(Reading.inspect(file)).problems())
        .extracting(Problem::code)
        .containsExactly(ErrorCode.CF_2227);
    assertThat(Reading.all(file).texts()).containsExactly("1|[{\"a\":1},2]");
    try (FilesSource source = FilesSource.open(file)) {
      Reading reading = Reading.scan(source, "t.x", List.of("^id", "a"), Position.START);
      assertThat(reading.texts()).containsExactly("1|1");
      assertThat(reading.complaints()).containsExactly("line 1 CF-2208");
    }
  }

  @Test
  void countsABadRecordOnceWhereTheNestedTablesHangOnOthersThatAreMoved() {
    String records =
        """
        {"id":1,"x":[{"a":1,"y":[{"b":1}]}]}
        {"id":2,"x":[{"a":1,"y":[{"b":1}]},]}
        """;
    SourceShape shape = Reading.inspect(Reading.write(folder, "t.jsonl", records));
    assertThat(shape.collections())
        .extracting(collection -> collection.name() + " " + collection.malformed())
        .containsExactly("t 1", "t.x 0", "t.x.y 0");
    String elements =
        "{\"id\":3,\"x\":[{\"a\":1,\"a\":2,\"y\":[{\"b\":2}]},"
            + "{\"a\":3,\"y\":[{\"b\":3,\"b\":4},{\"b\":5}]}]}\n";
    Path file = Reading.write(folder, "t.jsonl", records + elements);
    assertThat(hanging(shape, file, "t").complaints()).containsExactly("line 2 CF-2202");
    assertThat(hanging(shape, file, "t.x").complaints()).containsExactly("line 3 CF-2204");
    Reading inner = hanging(shape, file, "t.x.y");
    assertThat(inner.complaints()).containsExactly("line 3 CF-2204");
    assertThat(inner.texts()).containsExactly("1|0|0|1", "3|1|1|5");
  }

  /** Scans a collection that its link to the enclosing one ties to a table that is moved. */
  private static Reading hanging(SourceShape shape, Path file, String name) {
    CollectionShape collection = Reading.named(shape, name);
    CollectionPlan plan = Reading.plan(name, Reading.columns(collection));
    CollectionShape.ParentLink link = collection.parent();
    CollectionPlan.Parent parent =
        link == null
            ? null
            : new CollectionPlan.Parent(link.collection(), link.columns(), link.parentColumns());
    try (FilesSource source = FilesSource.open(file)) {
      return Reading.scan(
          source,
          new CollectionPlan(name, name, null, null, List.of(), plan.columns(), parent),
          Position.START);
    }
  }

  @Test
  void rejectsABadRecordFromTheNestedTableWhoseEnclosingOneIsNotMoved() {
    Path file =
        Reading.write(
            folder, "t.jsonl", "{\"id\":1,\"x\":[{\"a\":1}]}\n{\"id\":2,\"x\":[{\"a\":1},]}\n");
    assertThat(Reading.all(file, "t").complaints()).containsExactly("line 2 CF-2202");
    assertThat(Reading.all(file, "t.x").complaints()).containsExactly("line 2 CF-2202");
    assertThat(Reading.all(file, "t.x").texts()).containsExactly("1|0|1");
  }

  @Test
  void readsOddNamesOfArrays() {
    Path file =
        Reading.write(
            folder, "t.jsonl", "{\"id\":1,\"position\":[{\"a\":1}],\"p.q\":[{\"b\":2}]}\n");
    assertThat(Reading.all(file, "t.\\position").texts()).containsExactly("1|0|1");
    assertThat(Reading.all(file, "t.p\\.q").texts()).containsExactly("1|0|2");
  }
}

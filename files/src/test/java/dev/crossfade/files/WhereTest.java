package dev.crossfade.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.Position;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhereTest {
  private static final String TALKS =
      """
      [{"id": 1, "open": true, "by": {"name": "ann"}, "m": [{"t": "x", "r": [{"n": 1}]}]},
       {"id": 2, "open": false, "by": {"name": "bob"}, "m": [{"t": "y", "r": [{"n": 2}]}, 5]},
       {"id": 3, "open": true, "by": null, "m": [{"t": "y", "r": [{"n": 3}, {"n": 4}]},
                                                 {"t": "x", "r": [{"n": 5}]}]}]
      """;

  @TempDir Path folder;

  private static CollectionPlan where(String name, String where, String... columns) {
    CollectionPlan plan = Reading.plan(name, List.of(columns));
    return new CollectionPlan(
        name, name, null, where.isEmpty() ? null : where, List.of(), plan.columns(), null);
  }

  private static Reading scan(Path file, Plan plan, String name) {
    try (FilesSource source = FilesSource.open(file)) {
      CollectionPlan collection =
          source.resolve(source.resolve(plan)).collections().stream()
              .filter(one -> one.source().equals(name))
              .findFirst()
              .orElseThrow();
      return Reading.scan(source, collection, Position.START);
    }
  }

  private static Reading scan(Path file, CollectionPlan... collections) {
    Plan plan = new Plan("", List.of(collections));
    return scan(file, plan, collections[collections.length - 1].source());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "id >= 2 ~ 2,3",
        "by.name = 'ann' ~ 1",
        "by.name != 'ann' ~ 2",
        "by.name is null ~ 3",
        "by is null ~ 3",
        "id.deep is null ~ 1,2,3",
        "_id = 2 or open = true ~ 1,2,3",
        "m is null ~ ``",
      })
  void takesTheRecordsOfAJsonFileThatMeetTheCondition(String where, String ids) {
    Path file = Reading.write(folder, "talks.json", TALKS);
    Reading reading = scan(file, where("talks", where, "id"));
    assertThat(String.join(",", reading.texts())).isEqualTo(ids);
    assertThat(reading.complaints()).isEmpty();
  }

  @Test
  void leavesOutWhatIsNestedInRecordsFilteredOut() {
    Path file = Reading.write(folder, "talks.json", TALKS);
    CollectionPlan talks = where("talks", "open = true", "id");
    CollectionPlan messages = where("talks.m", "t = 'y' or ^id = 1", "^id", "t");
    assertThat(scan(file, talks, where("talks.m", "", "^id", "t")).texts())
        .containsExactly("1|'x'", "3|'y'", "3|'x'");
    Reading filtered = scan(file, talks, messages);
    assertThat(filtered.texts()).containsExactly("1|'x'", "3|'y'");
    assertThat(filtered.complaints()).isEmpty();
    assertThat(scan(file, talks, messages, where("talks.m.r", "n != 3", "n", "^t")).texts())
        .containsExactly("1|'x'", "4|'y'");
    assertThat(scan(file, talks, where("talks.m.r", "", "n")).texts())
        .containsExactly("1", "3", "4", "5");
    assertThat(scan(file, where("talks.m", "position > 0", "^id", "t")).complaints())
        .containsExactly("record 2 CF-2208");
  }

  @Test
  void filtersCsvByNumbersAndTexts() {
    Path file =
        Reading.write(
            folder,
            "t.csv",
            "id,First Name,n\n1,Ann,007\n2,Bob,\n3,\"\",n/a\n4,\"A \"\"B\"\"\",8.5\n");
    assertThat(scan(file, where("t", "n >= 7", "id")).texts()).containsExactly("'1'", "'4'");
    assertThat(scan(file, where("t", "not n >= 8", "id")).texts()).containsExactly("'1'");
    assertThat(scan(file, where("t", "n is null", "id")).texts()).containsExactly("'2'");
    assertThat(scan(file, where("t", "\"First Name\" = 'A \"B\"'", "id")).texts())
        .containsExactly("'4'");
    assertThat(scan(file, where("t", "\"First Name\" < 'A'", "id")).texts()).containsExactly("'3'");
    assertThatThrownBy(() -> scan(file, where("t", "id = 1 and no = 1", "id")))
        .hasMessageStartingWith("CF-2217")
        .hasMessageContaining("no at character 12");
  }

  @Test
  void goesOnBehindAPositionAsIfItHadNeverStopped() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      text.append("{\"id\":").append(i).append(",\"m\":[{\"n\":1},{\"n\":2},{\"n\":3}]}\n");
    }
    Path file = Reading.write(folder, "t.jsonl", text.toString());
    CollectionPlan plan = where("t.m", "n >= 2 and ^id >= 100", "^id", "n");
    try (FilesSource source = FilesSource.open(file)) {
      Reading whole = Reading.scan(source, plan, Position.START);
      assertThat(whole.rows).hasSize(59_800);
      assertThat(whole.positions).hasSizeGreaterThan(2);
      Reading rest = Reading.scan(source, plan, whole.positions.get(0));
      assertThat(rest.texts()).hasSizeLessThan(59_800);
      assertThat(whole.texts()).endsWith(rest.texts().toArray(new String[0]));
      assertThat(rest.rows.size() + 8192).isEqualTo(59_800);
    }
  }

  @Test
  void refusesABadConditionBeforeAnythingIsRead() {
    Path file = Reading.write(folder, "talks.json", TALKS);
    assertThatThrownBy(() -> scan(file, where("talks", "id == 1", "id")))
        .hasMessageContaining(
            "talks.where: expected a number, a 'text', true or false but was = at character 5");
    assertThatThrownBy(() -> scan(file, where("talks", "$ = 1", "id")))
        .hasMessageContaining("$, which is no column, at character 1");
  }
}

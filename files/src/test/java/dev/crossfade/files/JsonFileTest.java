package dev.crossfade.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.Position;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileTest {
  @TempDir Path folder;

  @Test
  void takesTheElementsOfAnArrayAsRows() {
    Path file =
        Reading.write(
            folder, "users.json", "[\n {\"id\": 1, \"s\": \"a,]\\\"\"},\n {\"id\": 2}\n]\n");
    assertThat(Reading.all(file).texts()).containsExactly("1|'a,]\"'", "2|null");
    CollectionShape shape = Reading.only(Reading.inspect(file));
    assertThat(shape.name()).isEqualTo("users");
    assertThat(shape.key()).containsExactly("id");
    assertThat(shape.columns().get(1).evidence().absent()).isEqualTo(1);
    assertThat(shape.columns().get(1).evidence().nulls()).isZero();
  }

  @Test
  void takesTheMembersOfAnObjectOfObjectsAsRowsWithTheirKey() {
    Path file =
        Reading.write(
            folder,
            "users.json",
            "{\"k\\u0031\": {\"n\": 1}, \"k2\": {\"n\": 2}, \"k3\": {\"n\": 2, \"m\": 0}}");
    assertThat(Reading.all(file).texts()).containsExactly("'k1'|1|null", "'k2'|2|null", "'k3'|2|0");
    assertThat(Reading.only(Reading.inspect(file)).key()).containsExactly("_key");
  }

  @Test
  void takesOneDocumentAsOneRow() {
    Path file =
        Reading.write(
            folder,
            "config.json",
            "{\"server\": {\"port\": 80}, \"paths\": [\"a\"], \"x\": null}\n");
    assertThat(Reading.columns(Reading.only(Reading.inspect(file))))
        .containsExactly("server.port", "paths", "x");
    assertThat(Reading.all(file).texts()).containsExactly("80|[\"a\"]|null");
  }

  @Test
  void takesLinesInAFileCalledJson() {
    Path file = Reading.write(folder, "t.json", "{\"a\":1}\n{\"a\":2}\n{\"a\":\n");
    Reading reading = Reading.all(file);
    assertThat(reading.texts()).containsExactly("1", "2");
    assertThat(reading.complaints()).containsExactly("line 3 CF-2202");
  }

  @Test
  void takesValuesOneBehindTheOther() {
    Path file = Reading.write(folder, "t.json", "{\n\"a\":1\n}\n{\"a\":2} {\"a\":3}{\"a\":4}");
    assertThat(Reading.all(file).texts()).containsExactly("1", "2", "3", "4");
  }

  @Test
  void takesScalarsAsOneColumn() {
    Path file = Reading.write(folder, "t.json", "[1, \"a\", null, [2], true]");
    assertThat(Reading.columns(Reading.only(Reading.inspect(file)))).containsExactly("$");
    assertThat(Reading.all(file).texts()).containsExactly("1", "'a'", "null", "[2]", "true");
  }

  @Test
  void rejectsBrokenElementsByTheirNumberAndGoesOn() {
    Path file =
        Reading.write(
            folder, "t.json", "[{\"a\":1},{\"a\":nul},7,{\"a\":2},,{\"a\":1,\"a\":1},{\"a\":3}]");
    Reading reading = Reading.all(file);
    assertThat(reading.texts()).containsExactly("1", "2", "3");
    assertThat(reading.complaints())
        .containsExactly(
            "record 2 CF-2202", "record 3 CF-2208", "record 5 CF-2202", "record 6 CF-2204");
  }

  @Test
  void tellsOfATruncatedArray() {
    assertThat(complaints("[{\"a\":1},{\"a\":2")).containsExactly("record 2 CF-2203");
    assertThat(complaints("[{\"a\":1},{\"a\":2}")).containsExactly("record 3 CF-2203");
    assertThat(complaints("[{\"a\":1},{\"a\":2},")).containsExactly("record 3 CF-2203");
    assertThat(complaints("[")).containsExactly("record 1 CF-2203");
    assertThat(complaints("[{\"a\":\"")).containsExactly("record 1 CF-2203");
  }

  @Test
  void tellsOfWhatFollowsTheEnd() {
    assertThat(complaints("[{\"a\":1}] x")).containsExactly("record 2 CF-2219");
    assertThat(complaints("[{\"a\":1}]]")).containsExactly("record 2 CF-2219");
    assertThat(complaints("[{\"a\":1} {\"a\":2}]")).containsExactly("record 2 CF-2202");
    assertThat(complaints("{\"a\":1}\n\n}")).containsExactly("line 3 CF-2202");
    assertThat(complaints("{\"a\":{}} }")).containsExactly("record 2 CF-2202");
  }

  private List<String> complaints(String content) {
    return Reading.all(Reading.write(folder, "t.json", content)).complaints();
  }

  @Test
  void findsNothingInEmptyFiles() {
    for (String content : List.of("", " \n", "[]", "[ ]\n")) {
      CollectionShape shape =
          Reading.only(Reading.inspect(Reading.write(folder, "t.json", content)));
      assertThat(shape.rows()).as(content).isZero();
      assertThat(shape.malformed()).as(content).isZero();
      assertThat(shape.problems()).extracting(Problem::code).containsExactly(ErrorCode.CF_2226);
    }
  }

  @Test
  void readsTheSameThroughWindowsOfAnySize() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 40; i++) {
      text.append(i == 0 ? "" : " ,\n")
          .append("\"key\\\"")
          .append(i)
          .append("\" : {\"s\":\"{é\\\\");
      text.append("y".repeat(i)).append("\",\"n\":[").append(i).append("]}");
    }
    Path file = Reading.write(folder, "t.json", text.append("}").toString());
    List<String> whole = Reading.all(file).texts();
    assertThat(whole).hasSize(40);
    for (int limit = 100; limit < 180; limit += 3) {
      assertThat(Reading.all(file, new FilesOptions(limit)).texts()).isEqualTo(whole);
    }
  }

  @Test
  void rejectsAnElementLongerThanTheLimit() {
    String big = "{\"a\":\"" + "x".repeat(900) + "\"}";
    Path file = Reading.write(folder, "t.json", "[{\"a\":\"1\"}," + big + ",{\"a\":\"2\"}]");
    Reading reading = Reading.all(file, new FilesOptions(100));
    assertThat(reading.texts()).containsExactly("'1'", "'2'");
    assertThat(reading.complaints()).containsExactly("record 2 CF-2206");
  }

  @Test
  void flattensObjectsThatAllRecordsHaveAlikeAndKeepsOthersAsJson() {
    Path file =
        Reading.write(
            folder,
            "t.jsonl",
            """
            {"same":{"a":1,"in":{"b":2}},"other":{"a":1},"some":{"a":1},"map":{}}
            {"same":{"in":{"b":null},"a":"x"},"other":{"b":1},"map":{}}
            """);
    assertThat(Reading.columns(Reading.only(Reading.inspect(file))))
        .containsExactly("same.a", "same.in.b", "other", "some", "map");
    assertThat(Reading.all(file).texts())
        .containsExactly("1|2|{\"a\":1}|{\"a\":1}|{}", "'x'|null|{\"b\":1}|null|{}");
  }

  @Test
  void takesWhatThePlanAsksForInItsOrder() {
    Path file = Reading.write(folder, "t.jsonl", "{\"a\":{\"b\":{\"c\":1}},\"d\":2,\"e\":3}\n");
    try (FilesSource source = FilesSource.open(file)) {
      List<String> columns = List.of("d", "a.b", "a.b.c", "_id", "a", "d", "none", "$", "_file");
      assertThat(Reading.scan(source, "t", columns, Position.START).texts())
          .containsExactly(
              "2|{\"c\":1}|1|1|{\"b\":{\"c\":1}}|2|null"
                  + "|{\"a\":{\"b\":{\"c\":1}},\"d\":2,\"e\":3}|'t'");
    }
  }

  @Test
  void rejectsARecordWhoseFieldHasAnotherStructureThanThePlan() {
    Path file =
        Reading.write(folder, "t.jsonl", "{\"a\":{\"b\":1}}\n{\"a\":5}\n{\"a\":null}\n{}\n");
    try (FilesSource source = FilesSource.open(file)) {
      Reading reading = Reading.scan(source, "t", List.of("a.b"), Position.START);
      assertThat(reading.texts()).containsExactly("1", "null", "null");
      assertThat(reading.complaints()).containsExactly("line 2 CF-2218");
    }
  }

  @Test
  void tellsMembersFromComputedColumnsOfTheSameName() {
    Path file = Reading.write(folder, "t.jsonl", "{\"_id\":\"x\",\"a.b\":1,\"^c\":2,\"$\":3}\n");
    assertThat(Reading.columns(Reading.only(Reading.inspect(file))))
        .containsExactly("\\_id", "a\\.b", "\\^c", "\\$");
    assertThat(Reading.all(file).texts()).containsExactly("'x'|1|2|3");
  }

  @Test
  void listsFieldsThatAreNullHereAndAbsentThere() {
    Path file = Reading.write(folder, "t.jsonl", "{\"a\":1}\n{\"a\":null}\n{}\n");
    assertThat(Reading.only(Reading.inspect(file)).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(ErrorCode.CF_2220);
              assertThat(problem.subject()).isEqualTo("t.a");
            });
  }

  @Test
  void keepsTheWholeRecordWhereNamesAreData() {
    StringBuilder text = new StringBuilder();
    for (int record = 0; record < 20; record++) {
      text.append("{\"id\":").append(record);
      for (int i = 0; i < 100; i++) {
        text.append(",\"n").append(record * 100 + i).append("\":1");
      }
      text.append("}\n");
    }
    Path file = Reading.write(folder, "t.jsonl", text.toString());
    SourceShape shape = Reading.inspect(file);
    assertThat(Reading.columns(Reading.only(shape))).containsExactly("$");
    assertThat(Reading.all(file).rows).hasSize(20);
  }
}

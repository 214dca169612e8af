package dev.crossfade.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.shape.CollectionShape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
  @TempDir Path folder;

  @Test
  void readsEachKindOfValue() {
    Path file =
        Reading.write(
            folder,
            "t.jsonl",
            """
            {"id":1,"a":"x","b":true,"c":false,"d":null,"e":[1, 2]}
            {"id":2,"a":"","b":1.5,"c":1e2,"d":-0,"e":{"k":"v"}}
            """);
    Reading reading = Reading.all(file);
    assertThat(reading.texts())
        .containsExactly("1|'x'|true|false|null|[1, 2]", "2|''|15E-1|100|0|{\"k\":\"v\"}");
    assertThat(reading.rejects).isEmpty();
  }

  @Test
  void keepsEveryDigitOfANumberAndKnowsIntegersByValue() {
    Path file =
        Reading.write(
            folder,
            "t.jsonl",
            """
            {"n":9223372036854775807}
            {"n":-9223372036854775808}
            {"n":9223372036854775808}
            {"n":1.0}
            {"n":-0.0}
            {"n":0.10000000000000000000000000000000000001}
            {"n":1e400}
            {"n":12300e-2}
            {"n":1E+3}
            """);
    assertThat(Reading.all(file).texts())
        .containsExactly(
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808E0",
            "1",
            "0",
            "10000000000000000000000000000000000001E-38",
            "1E400",
            "123",
            "1000");
  }

  @Test
  void decodesEscapesAndMarksLoneSurrogates() {
    Path file =
        Reading.write(
            folder,
            "t.jsonl",
            "{\"s\":\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83c\\udfa7ü\"}\n"
                + "{\"s\":\"\\ud800x\"}\n"
                + "{\"s\":\"\\u0000\"}\n");
    assertThat(Reading.all(file).texts())
        .containsExactly("'a\"\\/\b\f\n\r\té🎧ü'", "malformed eda08078", "'\0'");
  }

  @Test
  void findsMembersInAnyOrderWithSpacesAndEscapedNames() {
    Path file =
        Reading.write(
            folder,
            "t.jsonl",
            """
            {"id":1,"name":"a","x":1}
              { "x" : 2 , "name" : "b" , "id" : 2 } \r
            {"\\u0069d":3,"other":true}
            """);
    assertThat(Reading.all(file).texts())
        .containsExactly("1|'a'|1|null", "2|'b'|2|null", "3|null|null|true");
  }

  @Test
  void rejectsBadRecordsByLineAndGoesOn() {
    Path file =
        Reading.write(
            folder,
            "t.jsonl",
            """
            {"id":1}

            {"id":tru}
            {"id":2,"id":3}
            {"id":4} {"id":5}
            [1]
            {"id":1e9999999999}
            {"a\\u0000":1}
            {"id":01}
            {"id":"x	y"}
            {"id":"\\x"}
            {"id":6,}
            {"id":7}
            {"id":8
            """);
    Reading reading = Reading.all(file);
    assertThat(reading.texts()).containsExactly("1", "7");
    assertThat(reading.complaints())
        .containsExactly(
            "line 3 CF-2202",
            "line 4 CF-2204",
            "line 5 CF-2202",
            "line 6 CF-2208",
            "line 7 CF-2209",
            "line 8 CF-2210",
            "line 9 CF-2202",
            "line 10 CF-2202",
            "line 11 CF-2202",
            "line 12 CF-2202",
            "line 14 CF-2202");
    assertThat(new String(reading.rejects.get(1).raw(), StandardCharsets.UTF_8))
        .isEqualTo("{\"id\":2,\"id\":3}");
    CollectionShape shape = Reading.only(Reading.inspect(file));
    assertThat(shape.rows()).isEqualTo(2);
    assertThat(shape.malformed()).isEqualTo(11);
  }

  @Test
  void rejectsInvalidUtf8() {
    byte[] bytes = "{\"s\":\"a\"}\n{\"s\":\"?\"}\n{\"s\":\"b\"}".getBytes(StandardCharsets.UTF_8);
    bytes[16] = (byte) 0xe9;
    Reading reading = Reading.all(Reading.write(folder, "t.jsonl", bytes));
    assertThat(reading.texts()).containsExactly("'a'", "'b'");
    assertThat(reading.complaints()).containsExactly("line 2 CF-2205");
  }

  @Test
  void keepsDuplicateNamesInsideNestedValues() {
    Path file = Reading.write(folder, "t.jsonl", "{\"n\":{\"a\":1,\"a\":2}}\n{\"n\":{\"a\":1}}\n");
    assertThat(Reading.all(file).texts()).containsExactly("{\"a\":1,\"a\":2}", "{\"a\":1}");
  }

  @Test
  void takesTwoThousandLevelsAndRejectsMore() {
    String fits = "[".repeat(1999) + "]".repeat(1999);
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    Path file =
        Reading.write(folder, "t.jsonl", "{\"a\":" + fits + "}\n{\"a\":" + deep + "}\n{\"a\":1}\n");
    Reading reading = Reading.all(file);
    assertThat(reading.texts()).containsExactly(fits, "1");
    assertThat(reading.complaints()).containsExactly("line 2 CF-2207");
  }

  @Test
  void rejectsALineLongerThanTheLimitAndReadsTheNext() {
    String line = "{\"a\":\"" + "x".repeat(5000) + "\"}";
    Path file =
        Reading.write(folder, "t.jsonl", "{\"a\":\"1\"}\n" + line + "\n{\"a\":\"2\"}\n" + line);
    Reading reading = Reading.all(file, new FilesOptions(1000));
    assertThat(reading.texts()).containsExactly("'1'", "'2'");
    assertThat(reading.complaints()).containsExactly("line 2 CF-2206", "line 4 CF-2206");
    assertThat(reading.rejects.get(0).detail()).startsWith(line.length() + " bytes");
  }

  @Test
  void readsTheSameThroughWindowsOfAnySize() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      text.append("{\"id\":").append(i).append(",\"s\":\"é").append("y".repeat(i)).append("\"}\n");
    }
    Path file = Reading.write(folder, "t.jsonl", text.toString());
    List<String> whole = Reading.all(file).texts();
    assertThat(whole).hasSize(50);
    for (int limit = 80; limit < 200; limit += 7) {
      assertThat(Reading.all(file, new FilesOptions(limit)).texts()).isEqualTo(whole);
    }
  }

  @Test
  void readsGzipUtf16AndByteOrderMarks() throws Exception {
    String text = "{\"s\":\"é🎧\"}\n{\"s\":\"b\"}\n";
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    List<Path> files = new ArrayList<>();
    files.add(Reading.write(folder, "plain.jsonl", utf8));
    files.add(Reading.write(folder, "packed.jsonl.gz", Reading.gzip(utf8)));
    files.add(Reading.write(folder, "bom.jsonl", ("\ufeff" + text)));
    files.add(
        Reading.write(
            folder, "utf16.jsonl", ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE)));
    files.add(
        Reading.write(folder, "be.jsonl", ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE)));
    files.add(
        Reading.write(
            folder,
            "both.jsonl.gz",
            Reading.gzip(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE))));
    for (Path file : files) {
      assertThat(Reading.all(file).texts()).as(file.toString()).containsExactly("'é🎧'", "'b'");
    }
  }

  @Test
  void tellsOfADamagedGzipAfterTheRecordsBeforeIt() {
    StringBuilder text = new StringBuilder();
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < 2000; i++) {
      text.append("{\"id\":").append(random.nextLong()).append("}\n");
    }
    byte[] packed = Reading.gzip(text.toString().getBytes(StandardCharsets.UTF_8));
    Path file =
        Reading.write(folder, "t.jsonl.gz", java.util.Arrays.copyOf(packed, packed.length * 2 / 3));
    Reading reading = Reading.all(file);
    assertThat(reading.rows.size()).isBetween(500, 1999);
    assertThat(reading.complaints())
        .containsExactly("line " + (reading.rows.size() + 1) + " CF-2213");
  }
}

package dev.crossfade.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.files.csv.CsvOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @TempDir Path folder;

  static List<Arguments> dialects() {
    return List.of(
        Arguments.of("id,name\n1,a\n2,b\n", "[id, name]", "1|a 2|b"),
        Arguments.of("id;name\n1;a,b\n2;c,d\n", "[id, name]", "1|a,b 2|c,d"),
        Arguments.of("id\tname\n1\ta\n2\tb\n", "[id, name]", "1|a 2|b"),
        Arguments.of("id|name\n1|a\n2|b\n", "[id, name]", "1|a 2|b"),
        Arguments.of("id,name\r\n1,a\r\n2,b", "[id, name]", "1|a 2|b"),
        Arguments.of("id,name\r1,a\r2,b\r", "[id, name]", "1|a 2|b"),
        Arguments.of("\ufeffid,name\n1,a\n", "[id, name]", "1|a"),
        Arguments.of("1,a\n2,b\n", "[col1, col2]", "1|a 2|b"),
        Arguments.of("\"id\",\"na\"\"me\"\n\"1\",\"a\n,b\"\n", "[id, na\"me]", "1|a\n,b"),
        Arguments.of("'id','name'\n'1','a,b'\n'2','c'\n", "[id, name]", "1|a,b 2|c"),
        Arguments.of(
            "first,last\nAda,Lovelace\nAlan,Turing\n", "[first, last]", "Ada|Lovelace Alan|Turing"),
        Arguments.of("name\nx\ny\n", "[name]", "x y"),
        Arguments.of("a,a,\n1,2,3\n", "[a, a_2, col3]", "1|2|3"),
        Arguments.of("id,price\n1,\"1,50\"\n2,\"2,75\"\n", "[id, price]", "1|1,50 2|2,75"));
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void detectsTheDialect(String content, String columns, String rows) {
    Path file = Reading.write(folder, "t.csv", content);
    assertThat(Reading.columns(Reading.only(Reading.inspect(file)))).hasToString(columns);
    assertThat(String.join(" ", Reading.all(file).texts()).replace("'", "")).isEqualTo(rows);
  }

  @Test
  void tellsNullFromEmptyText() {
    Path file = Reading.write(folder, "t.csv", "a,b\n1,\n2,\"\"\n3,\\N\n4,\"\\N\"\n5, \n");
    assertThat(Reading.all(file).texts())
        .containsExactly("'1'|null", "'2'|''", "'3'|null", "'4'|'\\N'", "'5'|' '");
  }

  @Test
  void rejectsRaggedRowsAndBadQuotesByLineAndGoesOn() {
    Path file =
        Reading.write(
            folder,
            "t.csv",
            "id,name\n1,a\n2\n3,c,d\n\n4,\"x\ny\"\n5,\"e\"e\n6,f\n7,\"never closed\n8,h\n9,i\n");
    Reading reading = Reading.all(file);
    assertThat(reading.texts())
        .containsExactly("'1'|'a'", "'4'|'x\ny'", "'6'|'f'", "'8'|'h'", "'9'|'i'");
    assertThat(reading.complaints())
        .containsExactly("line 3 CF-2211", "line 4 CF-2211", "line 8 CF-2212", "line 10 CF-2212");
    assertThat(new String(reading.rejects.get(3).raw(), StandardCharsets.UTF_8))
        .isEqualTo("7,\"never closed");
    assertThat(Reading.only(Reading.inspect(file)).malformed()).isEqualTo(4);
  }

  @Test
  void keepsANullRowOfOneColumn() {
    Path file = Reading.write(folder, "t.csv", "name\nx\n\n\"\"\ny");
    assertThat(Reading.all(file).texts()).containsExactly("'x'", "null", "''", "'y'");
  }

  @Test
  void readsTheLastCellWithoutALineEnd() {
    assertThat(Reading.all(Reading.write(folder, "t.csv", "a,b\n1,2\n3,")).texts())
        .containsExactly("'1'|'2'", "'3'|null");
    assertThat(Reading.all(Reading.write(folder, "u.csv", "a,b\n1,2\n3,\"x\"")).texts())
        .containsExactly("'1'|'2'", "'3'|'x'");
  }

  @Test
  void readsTheSameThroughWindowsOfAnySize() {
    StringBuilder text = new StringBuilder("id,text,last\n");
    for (int i = 0; i < 60; i++) {
      text.append(i).append(",\"é\"\"").append("y,\r\n".repeat(i % 13)).append("\",\n");
    }
    Path file = Reading.write(folder, "t.csv", text.toString());
    List<String> whole = Reading.all(file).texts();
    assertThat(whole).hasSize(60);
    for (int limit = 70; limit < 160; limit++) {
      assertThat(Reading.all(file, new FilesOptions(limit)).texts()).isEqualTo(whole);
    }
  }

  @Test
  void rejectsARecordLongerThanTheLimit() {
    String content = "id,a\n1,x\n2," + "y".repeat(3000) + "\n3,z\n";
    Reading reading = Reading.all(Reading.write(folder, "t.csv", content), new FilesOptions(500));
    assertThat(reading.texts()).containsExactly("'1'|'x'", "'3'|'z'");
    assertThat(reading.complaints()).containsExactly("line 3 CF-2206");
  }

  @Test
  void readsWindows1252ByGuessAndSaysSo() {
    byte[] bytes = "id,name\n1,Zoë €\n2,b\n".getBytes(Charset.forName("windows-1252"));
    Path file = Reading.write(folder, "t.csv", bytes);
    assertThat(Reading.all(file).texts()).containsExactly("'1'|'Zoë €'", "'2'|'b'");
    assertThat(Reading.only(Reading.inspect(file)).problems())
        .extracting(Problem::code)
        .containsExactly(ErrorCode.CF_2222);
  }

  private static FilesOptions said(String delimiter, String header, String encoding) {
    return FilesOptions.standard().with(new CsvOptions(delimiter, header, encoding));
  }

  @Test
  void readsAsTheUserSaysWhateverTheFileLooksLike() {
    Path file = Reading.write(folder, "t.csv", "a;b,1\nc;d,2\n");
    assertThat(Reading.all(file).texts()).containsExactly("'a;b'|'1'", "'c;d'|'2'");
    assertThat(Reading.all(file, said(";", "auto", "auto")).texts())
        .containsExactly("'a'|'b,1'", "'c'|'d,2'");
    assertThat(Reading.all(file, said(",", "yes", "auto")).texts()).containsExactly("'c;d'|'2'");
    assertThat(Reading.all(file, said("tab", "no", "auto")).texts())
        .containsExactly("'a;b,1'", "'c;d,2'");
    Path empty = Reading.write(folder, "u.csv", "");
    assertThat(Reading.all(empty, said("|", "yes", "utf-8")).texts()).isEmpty();
  }

  @Test
  void readsInTheEncodingThatIsNamed() {
    Path file = Reading.write(folder, "t.csv", "id,name\n1,\u00e9\n");
    assertThat(Reading.all(file).texts()).containsExactly("'1'|'\u00e9'");
    assertThat(Reading.all(file, said("auto", "auto", "windows-1252")).texts())
        .containsExactly("'1'|'\u00c3\u00a9'");
    byte[] utf16 = "id,name\n1,x\n".getBytes(StandardCharsets.UTF_16LE);
    Path wide = Reading.write(folder, "u.csv", utf16);
    assertThat(Reading.all(wide, said("auto", "auto", "utf-16le")).texts())
        .containsExactly("'1'|'x'");
  }

  @Test
  void refusesAnEncodingThatTheByteOrderMarkContradicts() {
    Path file = Reading.write(folder, "t.csv", "\ufeffid,name\n1,x\n");
    assertThat(Reading.all(file, said("auto", "auto", "utf-8")).texts()).containsExactly("'1'|'x'");
    assertThatThrownBy(() -> Reading.all(file, said("auto", "auto", "windows-1252")))
        .hasMessageContaining("expected windows-1252 but the byte order mark says UTF-8")
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.CF_2229));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "x", "7", "\"", "'", "\\", "\n", "\r", "\u00e9"})
  void refusesWhatCannotStandBetweenCells(String delimiter) {
    assertThatThrownBy(() -> said(delimiter, "auto", "auto"))
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.CF_1002));
  }

  @Test
  void readsUtf16AndGzip() {
    String text = "id,name\n1,Zoë 🎧\n2,b\n";
    Path wide =
        Reading.write(folder, "w.csv", ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE));
    Path packed =
        Reading.write(folder, "p.csv.gz", Reading.gzip(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(Reading.all(wide).texts()).containsExactly("'1'|'Zoë 🎧'", "'2'|'b'");
    assertThat(Reading.all(packed).texts()).containsExactly("'1'|'Zoë 🎧'", "'2'|'b'");
  }

  @Test
  void marksBytesThatAreNoUtf8AmongThoseThatAre() {
    byte[] bytes = "id,name\n1,Zoë\n2,üö\n3,?\n".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 2] = (byte) 0xff;
    assertThat(Reading.all(Reading.write(folder, "t.csv", bytes)).texts())
        .containsExactly("'1'|'Zoë'", "'2'|'üö'", "'3'|malformed ff");
  }

  @Test
  void findsTheKeyOnlyWhereItIsUnique() {
    Path unique = Reading.write(folder, "users.csv", "name,user_id\na,1\nb,2\n");
    Path repeated = Reading.write(folder, "pets.csv", "id,name\n1,a\n1,b\n");
    Path lacking = Reading.write(folder, "cars.csv", "id,name\n1,a\n,b\n");
    assertThat(Reading.only(Reading.inspect(unique)).key()).containsExactly("user_id");
    assertThat(Reading.only(Reading.inspect(repeated)).key()).isEmpty();
    assertThat(Reading.only(Reading.inspect(lacking)).key()).isEmpty();
  }

  @Test
  void findsNoRowsInAnEmptyFile() {
    CollectionShape shape = Reading.only(Reading.inspect(Reading.write(folder, "t.csv", "")));
    assertThat(shape.rows()).isZero();
    assertThat(shape.columns()).isEmpty();
    assertThat(shape.problems()).extracting(Problem::code).containsExactly(ErrorCode.CF_2226);
  }

  @Test
  void findsAHeaderWithoutRows() {
    Path file = Reading.write(folder, "t.csv", "id,name\n");
    CollectionShape shape = Reading.only(Reading.inspect(file));
    assertThat(Reading.columns(shape)).containsExactly("id", "name");
    assertThat(shape.rows()).isZero();
  }
}

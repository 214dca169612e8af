package dev.crossfade.files.edn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.testkit.RandomDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdnStreamTest {
  private static final long SEED = 31;
  private static final int LIMIT = 1 << 20;

  @TempDir private Path folder;

  @Test
  void entriesElementsAndValuesComeOneByOne() throws IOException {
    String map = "; head\n{:a 1, \"b\" [2] ; c\n #_ #_ :x 1 :c #inst \"2026\" #_end}\n; tail\n";
    assertThat(read(map))
        .containsExactly("2:a 1", "2\"b\" [2]", "3:c #inst \"2026-01-01T00:00:00Z\"");
    assertThat(read("#:user {:id 1 :_/x 2}")).containsExactly("1:user/id 1", "1:x 2");
    assertThat(read("[1\n {:a 2}\n #_3]")).containsExactly("1 1", "2 {:a 2}");
    assertThat(read("#{1 2}")).containsExactly("1 1", "1 2");
    assertThat(read("(a ^:b c)")).containsExactly("1 a", "1 ^{:b true} c");
    assertThat(read("{:a 1}\n{:a 2}\n")).containsExactly("1 {:a 1}", "2 {:a 2}");
    assertThat(read("#my/tag {:a 1}")).containsExactly("1 #my/tag {:a 1}");
    assertThat(read("1 2")).containsExactly("1 1", "1 2");
    assertThat(read("{}")).isEmpty();
    assertThat(read(" ; nothing")).isEmpty();
    assertThat(read("")).isEmpty();
    assertThat(read("\ufeff{:a 1}")).containsExactly("1:a 1");
  }

  @Test
  void oneWithAFaultCostsOnlyItself() throws IOException {
    assertThat(read("{:a 1\n :b 08\n :c \"\\q\"\n :d {:e 1 :e 2}\n :f 6}"))
        .containsExactly(
            "1:a 1",
            "CF-2240 line 2, column 5",
            "CF-2240 line 3, column 6",
            "CF-2241 line 4, column 11",
            "5:f 6");
    assertThat(read("{:a 1\n :b}")).containsExactly("1:a 1", "CF-2240 line 2, column 2");
    assertThat(read("[1 2\n")).containsExactly("1 1", "1 2", "CF-2203 line 2, column 1");
    assertThat(read("{:a 1 :b \"x")).containsExactly("1:a 1", "CF-2203 line 1, column 7");
    assertThat(read("{:a 1]")).containsExactly("1:a 1", "CF-2240 line 1, column 6");
    assertThat(read("{:a 1}\n)")).containsExactly("1:a 1", "CF-2219 line 2, column 1");
    assertThat(read("1 ) 2")).containsExactly("1 1", "CF-2240 line 1, column 3");
    assertThat(read("[1 " + "x".repeat(2 * LIMIT) + "\n 3]"))
        .containsExactly("1 1", "CF-2206 line 1, column 3", "2 3");
  }

  @Test
  void aClosingBracketMustBeThatOfTheOpeningOne() throws IOException {
    assertThat(read("[1 2)")).containsExactly("1 1", "1 2", "CF-2240 line 1, column 5");
    assertThat(read("#{1 2]")).containsExactly("1 1", "1 2", "CF-2240 line 1, column 6");
    assertThat(read("(1 2}")).containsExactly("1 1", "1 2", "CF-2240 line 1, column 5");
    assertThat(read("#:a{:b 1)")).containsExactly("1:a/b 1", "CF-2240 line 1, column 9");
  }

  @Test
  void bytesThatAreNoTextAreTold() throws IOException {
    Path file = folder.resolve("bytes.edn");
    Files.write(file, "[1 \"\u00e9\" 3]".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(read(file)).containsExactly("1 1", "CF-2205 line 1, column 4", "1 3");
  }

  /** Whatever way the file comes in pieces: packed, the pieces are small and odd. */
  @Test
  void randomMapsComeBackWhole() throws IOException {
    Random random = new Random(SEED);
    RandomDocument documents = new RandomDocument(random);
    MapBuilder builder = new MapBuilder();
    for (int i = 0; i < 8_000; i++) {
      builder.put(documents.next(2), documents.next(3));
    }
    Document.MapOf map = builder.build();
    StringBuilder text = new StringBuilder();
    EdnWriter.write(map, EdnStyle.AS_IT_IS, text);
    Path plain = folder.resolve("map.edn");
    Path packed = folder.resolve("map.edn.gz");
    Files.writeString(plain, text);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    for (Path file : List.of(plain, packed)) {
      MapBuilder read = new MapBuilder();
      try (EdnStream stream = EdnStream.open(file, LIMIT)) {
        while (stream.next()) {
          Document value = stream.value();
          assertThat(read.put(stream.key(), value)).isTrue();
        }
        // Nothing behind the closing bracket is part of a value: the last line feed.
        assertThat(stream.offset()).isEqualTo(Files.size(plain) - 1);
        assertThat(stream.linesBehind()).isEqualTo(text.chars().filter(c -> c == '\n').count() - 1);
      }
      assertThat(read.build()).as("seed %d, %s", SEED, file).isEqualTo(map);
    }
  }

  private List<String> read(String text) throws IOException {
    Path file = folder.resolve("file.edn");
    Files.writeString(file, text);
    return read(file);
  }

  private static List<String> read(Path file) {
    List<String> values = new ArrayList<>();
    try (EdnStream stream = EdnStream.open(file, LIMIT)) {
      while (stream.next()) {
        CrossfadeException fault = stream.fault();
        Document key = stream.key();
        values.add(
            fault != null
                ? fault.code().code() + " " + fault.detail().split(":", 2)[0]
                : stream.line()
                    + (key == null ? "" : EdnWriter.line(key))
                    + " "
                    + EdnWriter.line(stream.value()));
      }
    }
    return values;
  }
}

package dev.crossfade.core.segment;

import static dev.crossfade.core.segment.Segments.OPTIONS;
import static dev.crossfade.core.segment.Segments.bytes;
import static dev.crossfade.core.segment.Segments.filled;
import static dev.crossfade.core.segment.Segments.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentTest {
  @TempDir Path temporary;

  private Path folder() {
    return temporary.resolve("log");
  }

  @Test
  void aFileIsLinesOfJsonThatEndWithTheirCrc() throws Exception {
    try (Segment segment = Segment.open(folder(), OPTIONS)) {
      assertThat(segment.append(bytes("\"text\":\"é\""))).isEqualTo(1);
      assertThat(segment.append(new byte[0])).isEqualTo(2);
    }
    List<String> lines = Files.readAllLines(folder().resolve("00000000000000000001.jsonl"));
    assertThat(lines)
        .containsExactly(
            checked("{\"segment\":1,\"owner\":\"test\",\"begins\":1"),
            checked("{\"n\":1,\"text\":\"é\""),
            checked("{\"n\":2"));
  }

  private static String checked(String object) {
    CRC32C crc = new CRC32C();
    crc.update(bytes(object));
    return object + String.format(",\"crc\":\"%08x\"}", crc.getValue());
  }

  @Test
  void numbersGoOnAfterReopening() {
    Segments.fill(folder(), OPTIONS, 3);
    try (Segment segment = Segment.open(folder(), OPTIONS)) {
      assertThat(segment.next()).isEqualTo(4);
      assertThat(segment.append(bytes("\"a\":4"))).isEqualTo(4);
      assertThat(segment.recovery()).isEqualTo(SegmentRecovery.NONE);
    }
    assertThat(texts(folder(), 1)).isEqualTo(filled(1, 4));
  }

  @Test
  void rollsBySizeAndNamesWhereTheFileBeforeEnded() throws Exception {
    Segments.fill(folder(), OPTIONS.withRollBytes(1024), 200);
    List<Path> files = Segments.files(folder());
    assertThat(files).hasSizeGreaterThan(5);
    assertThat(texts(folder(), 1)).isEqualTo(filled(1, 200));
    assertThat(texts(folder(), 77)).isEqualTo(filled(77, 200));
    long before = Files.size(files.get(0));
    try (SegmentReader reader = new SegmentReader(folder(), "", 77)) {
      reader.poll();
      SegmentHeader header = reader.header();
      assertThat(header.begins()).isLessThanOrEqualTo(77);
      assertThat(header.before().last()).isEqualTo(header.begins() - 1);
    }
    String second = Files.readAllLines(files.get(1)).get(0);
    assertThat(second)
        .contains("\"before\":{\"file\":\"" + files.get(0).getFileName() + "\"")
        .contains("\"bytes\":" + before + "}");
  }

  @Test
  void beginsWhereItIsToldAndBehindAnother() {
    SegmentEnd before = new SegmentEnd("other.jsonl", 41, 999);
    SegmentOptions options = OPTIONS.withPrefix("p-").withFirst(42).withBefore(before);
    try (Segment segment = Segment.open(folder(), options)) {
      assertThat(segment.append(bytes("\"a\":1"))).isEqualTo(42);
      SegmentReader reader = segment.read(42);
      assertThat(reader.poll()).isInstanceOf(SegmentRecord.class);
      assertThat(reader.header()).isEqualTo(new SegmentHeader("test", 42, before));
      assertThat(segment.end().last()).isEqualTo(42);
    }
    assertThat(texts(folder(), 1)).as("another prefix").isEmpty();
  }

  @Test
  void deletesWholeFilesBelowANumber() {
    SegmentOptions options = OPTIONS.withRollBytes(1024);
    Segments.fill(folder(), options, 200);
    try (Segment segment = Segment.open(folder(), options)) {
      int files = Segments.files(folder()).size();
      assertThat(segment.deleteBelow(1)).isZero();
      int removed = segment.deleteBelow(100);
      assertThat(removed).isPositive();
      assertThat(Segments.files(folder())).hasSize(files - removed);
      assertThat(texts(folder(), 100)).isEqualTo(filled(100, 200));
      assertThat(texts(folder(), 1).get(0)).startsWith("1..").endsWith("!");
      segment.deleteBelow(Long.MAX_VALUE);
      assertThat(Segments.files(folder())).hasSize(1);
      assertThat(segment.append(bytes("\"a\":201"))).isEqualTo(201);
    }
    assertThat(texts(folder(), 201)).isEqualTo(filled(201, 201));
  }

  @Test
  void aReaderGoesOnWhenMoreIsAppended() {
    SegmentOptions options = OPTIONS.withRollBytes(1024);
    try (Segment segment = Segment.open(folder(), options);
        SegmentReader reader = segment.read(1)) {
      for (int i = 1; i <= 300; i++) {
        assertThat(reader.poll()).isNull();
        segment.append(bytes("\"a\":" + i));
        assertThat(Segments.text(reader.poll())).isEqualTo(i + ":\"a\":" + i);
      }
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void takesRecordsOfAnyLength() {
    byte[] large = new byte[5_000_000];
    Arrays.fill(large, (byte) 'x');
    byte[] start = bytes("\"x\":\"");
    System.arraycopy(start, 0, large, 0, start.length);
    large[large.length - 1] = '"';
    try (Segment segment = Segment.open(folder(), OPTIONS)) {
      segment.append(bytes("\"a\":1"));
      segment.append(large);
      segment.append(bytes("\"a\":3"));
    }
    List<SegmentItem> items = Segments.items(folder(), 1);
    assertThat(items).hasSize(3);
    assertThat(((SegmentRecord) items.get(1)).members()).isEqualTo(large);
  }

  @Test
  void refusesALineEndAndWhatItCannotWrite() {
    try (Segment segment = Segment.open(folder(), OPTIONS)) {
      assertThatThrownBy(() -> segment.append(bytes("\"a\":\n1")))
          .hasMessageContaining("CF-7105")
          .hasMessageContaining("byte 4");
      assertThat(segment.append(bytes("\"a\":1"))).isEqualTo(1);
      segment.close();
      assertThatThrownBy(() -> segment.append(bytes("\"a\":2"))).hasMessageContaining("CF-7106");
    }
    assertThat(texts(folder(), 1)).isEqualTo(filled(1, 1));
    assertThatThrownBy(() -> SegmentOptions.of("\"")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesANewerVersion() throws Exception {
    Files.createDirectories(folder());
    Files.writeString(
        folder().resolve("00000000000000000001.jsonl"),
        checked("{\"segment\":2,\"owner\":\"x\"") + "\n");
    assertThatThrownBy(() -> Segment.open(folder(), OPTIONS)).hasMessageContaining("CF-7104");
    assertThatThrownBy(() -> texts(folder(), 1)).hasMessageContaining("CF-7104");
  }

  @Test
  void aProcessThatDiesAtAnyStepOfANewFileLosesNothing() {
    for (String point : new String[] {"segment.created", "segment.headed", "segment.begun"}) {
      Path folder = temporary.resolve(point);
      SegmentOptions options = OPTIONS.withRollBytes(1024);
      Segments.fill(folder, options, 1);
      Segment dying = Segment.open(folder, options);
      int acknowledged = 1;
      try (Faults faults = Faults.at(point, 1)) {
        while (true) {
          dying.append(bytes("\"a\":" + (acknowledged + 1)));
          acknowledged++;
        }
      } catch (Faults.Died expected) {
        assertThat(Segments.files(folder)).hasSize(2);
      }
      try (Segment segment = Segment.open(folder, options)) {
        assertThat(segment.append(bytes("\"a\":" + (acknowledged + 1))))
            .as(point)
            .isEqualTo(acknowledged + 1);
      }
      assertThat(texts(folder, 1)).as(point).isEqualTo(filled(1, acknowledged + 1));
    }
  }
}

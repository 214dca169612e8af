package dev.crossfade.core.segment;

import static dev.crossfade.core.segment.Segments.OPTIONS;
import static dev.crossfade.core.segment.Segments.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader has opened a file which its writer then makes anew under the same name. */
class SegmentFollowTest {
  private static final SegmentOptions ROLLING = OPTIONS.withRollBytes(1024);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void aReaderGoesOverToTheFileThatTookThePlace(int records) throws IOException {
    try (Faults faults = Faults.at("segment.created", 1)) {
      assertThatThrownBy(() -> Segment.open(folder, ROLLING)).isInstanceOf(Faults.Died.class);
    }
    try (SegmentReader reader = new SegmentReader(folder, "", 1)) {
      assertThat(reader.poll()).as("the empty file").isNull();
      Segments.fill(folder, ROLLING, records);
      assertFollows(reader, 1, records);
    }
  }

  @Test
  void aReaderGoesOverWhenAFileCouldNotBeMadeAtFirst() throws IOException {
    try (Segment segment = Segment.open(folder, ROLLING);
        SegmentReader reader = new SegmentReader(folder, "", 1)) {
      int last = 0;
      while (segment.end().bytes() < 1024) {
        last = (int) segment.append(bytes("\"a\":" + (last + 1)));
      }
      assertFollows(reader, 1, last);
      try (Faults faults =
          Faults.at(
              "segment.created",
              1,
              () -> {
                assertThat(reader.poll()).as("goes over to the empty file").isNull();
                return new Faults.Died();
              })) {
        assertThatThrownBy(() -> segment.append(bytes("\"a\":0"))).isInstanceOf(Faults.Died.class);
      }
      for (int i = 1; i <= 100; i++) {
        segment.append(bytes("\"a\":" + (last + i)));
      }
      assertFollows(reader, last + 1, last + 100);
    }
  }

  private static void assertFollows(SegmentReader reader, int from, int to) {
    for (int i = from; i <= to; i++) {
      SegmentItem item = reader.poll();
      assertThat(item).as("record " + i).isNotNull();
      assertThat(Segments.text(item)).isEqualTo(i + ":\"a\":" + i);
    }
    assertThat(reader.poll()).isNull();
  }
}

package dev.crossfade.core.segment;

import static dev.crossfade.core.segment.Segments.OPTIONS;
import static dev.crossfade.core.segment.Segments.bytes;
import static dev.crossfade.core.segment.Segments.filled;
import static dev.crossfade.core.segment.Segments.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The power went when a later block of the last file was on the disk and an earlier one not. */
class SegmentHoleTest {
  private static final int RECORDS = 600;
  private static final int BLOCK = 4096;

  @TempDir Path folder;
  private Path file;
  private byte[] holed;

  @BeforeEach
  void write() throws IOException {
    Segments.fill(folder, OPTIONS, RECORDS);
    file = Segments.files(folder).get(0);
    holed = Files.readAllBytes(file);
    assertThat(holed).hasSizeGreaterThan(3 * BLOCK);
  }

  /** Where it begins: where the file ended at the force before, or with a block. */
  private int dig(int from) throws IOException {
    Arrays.fill(holed, from, 2 * BLOCK, (byte) 0);
    Files.write(file, holed);
    int lines = 0;
    for (int i = 0; i < from; i++) {
      lines += holed[i] == '\n' ? 1 : 0;
    }
    return lines - 1;
  }

  private int valid() {
    int end = 2 * BLOCK - 1;
    while (holed[end] == 0) {
      end--;
    }
    while (holed[end] != '\n') {
      end--;
    }
    return end + 1;
  }

  @ParameterizedTest
  @ValueSource(ints = {BLOCK, BLOCK + 700, 2 * BLOCK - 40})
  void openingCutsAtTheHoleAndKeepsTheRest(int from) throws IOException {
    int kept = dig(from);
    int end = valid();
    byte[] rest = Arrays.copyOfRange(holed, end, holed.length);
    String aside = file.getFileName() + ".unforced";
    try (Segment segment = Segment.open(folder, OPTIONS)) {
      assertThat(segment.recovery())
          .isEqualTo(
              new SegmentRecovery(
                  rest.length,
                  List.of(new SegmentDamage(aside, 0, rest.length, kept + 1, RECORDS))));
      assertThat(segment.append(bytes("\"a\":" + (kept + 1)))).isEqualTo(kept + 1);
    }
    assertThat(texts(folder, 1)).isEqualTo(filled(1, kept + 1));
    assertThat(Files.readAllBytes(folder.resolve(aside))).isEqualTo(rest);
    try (Segment segment = Segment.open(folder, OPTIONS)) {
      assertThat(segment.recovery()).isEqualTo(SegmentRecovery.NONE);
    }
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void whatEachRecordForcedIsDamageAndStays(Durability durability) throws IOException {
    int kept = dig(BLOCK);
    try (Segment segment = Segment.open(folder, OPTIONS.with(durability))) {
      boolean stays = durability == Durability.EVENT;
      assertThat(segment.next()).isEqualTo(stays ? RECORDS + 1 : kept + 1);
      assertThat(segment.recovery().damage()).hasSize(1);
      assertThat(Arrays.equals(Files.readAllBytes(file), holed)).isEqualTo(stays);
    }
  }

  @Test
  void aHoleInAFileThatAnotherFollowsIsDamageAndStays() throws IOException {
    Path rolled = folder.resolve("rolled");
    Segments.fill(rolled, OPTIONS.withRollBytes(4 * BLOCK), 1000);
    Path first = Segments.files(rolled).get(0);
    byte[] data = Files.readAllBytes(first);
    Arrays.fill(data, BLOCK, 2 * BLOCK, (byte) 0);
    Files.write(first, data);
    try (Segment segment = Segment.open(rolled, OPTIONS)) {
      assertThat(segment.next()).isEqualTo(1001);
    }
    assertThat(Files.readAllBytes(first)).isEqualTo(data);
    assertThat(texts(rolled, 1)).endsWith("1000:\"a\":1000");
  }

  @Test
  void aProcessThatDiesBeforeTheCutLeavesTheFileAsItWas() throws IOException {
    int kept = dig(BLOCK);
    for (String point : List.of("segment.aside", "segment.cut")) {
      try (Faults faults = Faults.at(point, 1)) {
        assertThatThrownBy(() -> Segment.open(folder, OPTIONS)).isInstanceOf(Faults.Died.class);
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(holed);
    }
    Segment.open(folder, OPTIONS).close();
    assertThat(texts(folder, 1)).isEqualTo(filled(1, kept));
    assertThat(folder.resolve(file.getFileName() + ".unforced.3")).exists();
  }
}

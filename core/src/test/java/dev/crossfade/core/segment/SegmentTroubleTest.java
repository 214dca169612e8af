package dev.crossfade.core.segment;

import static dev.crossfade.core.segment.Segments.OPTIONS;
import static dev.crossfade.core.segment.Segments.bytes;
import static dev.crossfade.core.segment.Segments.filled;
import static dev.crossfade.core.segment.Segments.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file system does not do what it should. */
class SegmentTroubleTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource(
      value = Durability.class,
      names = {"GROUP", "EVENT"})
  void aForceThatFailedIsFinal(Durability durability) {
    Path folder = temporary.resolve("log");
    try (Segment segment = Segment.open(folder, OPTIONS.with(durability))) {
      segment.append(bytes("\"a\":1"));
      try (Faults faults =
          Faults.at(
              "segment.force", 1, () -> new UncheckedIOException(new IOException("broken")))) {
        assertThatThrownBy(() -> segment.append(bytes("\"a\":2"))).hasMessageContaining("CF-7102");
      }
      assertThatThrownBy(() -> segment.append(bytes("\"a\":3"))).hasMessageContaining("CF-7102");
      assertThatThrownBy(segment::sync).hasMessageContaining("CF-7102");
    }
    assertThat(texts(folder, 1)).as("no later record").isEqualTo(filled(1, 2));
  }

  @Test
  void whatAFailedWriteLeftIsCutBeforeTheNext() throws IOException {
    Path folder = temporary.resolve("log");
    try (Segment segment = Segment.open(folder, OPTIONS)) {
      segment.append(bytes("\"a\":1"));
      try (Faults faults =
          Faults.at("segment.write", 1, () -> new IllegalStateException("failed"))) {
        assertThatThrownBy(() -> segment.append(bytes("\"a\":2"))).hasMessage("failed");
      }
      Path file = Segments.files(folder).get(0);
      long length = Files.size(file);
      Files.writeString(
          file, "{\"n\":2,\"a\":\"" + "x".repeat(300), java.nio.file.StandardOpenOption.APPEND);
      assertThat(segment.append(bytes("\"a\":2"))).isEqualTo(2);
      assertThat(Files.readAllLines(file)).hasSize(3);
      assertThat(Files.size(file)).isGreaterThan(length);
    }
    assertThat(texts(folder, 1)).isEqualTo(filled(1, 2));
  }

  @ParameterizedTest
  @EnumSource(
      value = Durability.class,
      names = {"GROUP", "EVENT"})
  void aRemovedFolderFailsAppendsUntilItIsThereAgain(Durability durability) throws IOException {
    Path folder = temporary.resolve("log");
    try (Segment segment = Segment.open(folder, OPTIONS.with(durability))) {
      segment.append(bytes("\"a\":1"));
      Path aside = temporary.resolve("aside");
      Files.move(folder, aside);
      assertThatThrownBy(() -> segment.append(bytes("\"a\":2"))).hasMessageContaining("CF-7101");
      assertThatThrownBy(() -> segment.append(bytes("\"a\":2"))).hasMessageContaining("CF-7101");
      Files.createDirectory(folder);
      assertThat(segment.append(bytes("\"a\":2"))).isEqualTo(2);
      assertThat(segment.append(bytes("\"a\":3"))).isEqualTo(3);
      assertThat(texts(folder, 2)).isEqualTo(filled(2, 3));
      assertThat(texts(folder, 1)).startsWith("1..1!");
      assertThat(texts(aside, 1)).isEqualTo(filled(1, 1));
    }
  }

  /** Without a force the removal is noticed within a tenth of a second; a file is new then. */
  @Test
  void aRemovedFileIsNoticedWithoutAForceToo() throws IOException {
    Path folder = temporary.resolve("log");
    try (Segment segment = Segment.open(folder, OPTIONS)) {
      segment.append(bytes("\"a\":1"));
      Files.delete(Segments.files(folder).get(0));
      long number = 1;
      while (Segments.files(folder).isEmpty()) {
        number = segment.append(bytes("\"a\":1"));
      }
      assertThat(texts(folder, number)).containsExactly(number + ":\"a\":1");
      assertThat(texts(folder, 1)).containsExactly("1.." + (number - 1) + "!", number + ":\"a\":1");
    }
  }

  @Test
  void aNewFileThatCannotBeMadeFailsTheAppendAndIsTriedAgain() throws IOException {
    Path folder = temporary.resolve("log");
    try (Segment segment = Segment.open(folder, OPTIONS.withRollBytes(1024))) {
      long last = 0;
      while (segment.end().bytes() < 1024) {
        last = segment.append(bytes("\"a\":" + (last + 1)));
      }
      Path inTheWay =
          Files.createDirectories(folder.resolve(String.format("%020d.jsonl/x", last + 1)));
      assertThatThrownBy(() -> segment.append(bytes("\"a\":0"))).hasMessageContaining("CF-7101");
      assertThatThrownBy(() -> segment.append(bytes("\"a\":0"))).hasMessageContaining("CF-7101");
      Files.delete(inTheWay);
      assertThat(segment.append(bytes("\"a\":" + (last + 1)))).isEqualTo(last + 1);
      assertThat(texts(folder, 1)).isEqualTo(filled(1, (int) last + 1));
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsAnError() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "x");
    assertThatThrownBy(() -> Segment.open(file.resolve("log"), OPTIONS))
        .hasMessageContaining("CF-7103");
  }

  /** The file's content is forced, but the process dies before its name is. */
  @Test
  void openingForcesTheNamesThatADeadProcessMayNotHaveForced() {
    Path folder = temporary.resolve("log");
    try (Faults faults = Faults.at("segment.headed", 1)) {
      assertThatThrownBy(() -> Segment.open(folder, OPTIONS)).isInstanceOf(Faults.Died.class);
    }
    for (int forced = 1; forced <= 2; forced++) {
      try (Faults faults = Faults.at("segment.names", forced)) {
        assertThatThrownBy(() -> Segment.open(folder, OPTIONS))
            .as("the folder's and its parent's, before anything is appended")
            .isInstanceOf(Faults.Died.class);
      }
    }
    Segments.fill(folder, OPTIONS, 2);
    assertThat(texts(folder, 1)).isEqualTo(filled(1, 2));
  }

  @Test
  void aSyncTellsOnceThatRecordsWentWithARemovedFile() throws IOException {
    Path folder = temporary.resolve("log");
    try (Segment segment = Segment.open(folder, OPTIONS)) {
      segment.append(bytes("\"a\":1"));
      Files.delete(Segments.files(folder).get(0));
      while (Segments.files(folder).isEmpty()) {
        segment.append(bytes("\"a\":2"));
      }
      assertThatThrownBy(segment::sync).hasMessageContaining("CF-7102");
      long number = segment.append(bytes("\"a\":3"));
      segment.sync();
      assertThat(texts(folder, number)).containsExactly(number + ":\"a\":3");
    }
  }
}

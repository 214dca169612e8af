package dev.crossfade.core.segment;

import static dev.crossfade.core.segment.Segments.OPTIONS;
import static dev.crossfade.core.segment.Segments.bytes;
import static dev.crossfade.core.segment.Segments.filled;
import static dev.crossfade.core.segment.Segments.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends that are torn, and bytes that are not as they were written, at each place. */
class SegmentDamageTest {
  private static final int RECORDS = 5;

  @TempDir Path temporary;
  private Path file;
  private byte[] whole;
  private int lastLine;

  @BeforeEach
  void write() throws IOException {
    Segments.fill(temporary, OPTIONS, RECORDS);
    file = temporary.resolve("00000000000000000001.jsonl");
    whole = Files.readAllBytes(file);
    lastLine = whole.length - 1;
    while (whole[lastLine - 1] != '\n') {
      lastLine--;
    }
  }

  @Test
  void everyLengthKeepsTheRecordsThatAreWhole() throws IOException {
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < whole.length; i++) {
      if (whole[i] == '\n') {
        ends.add(i + 1);
      }
    }
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      int cutAt = length;
      int kept = (int) ends.stream().filter(end -> end <= cutAt).count() - 1;
      List<String> before = filled(1, Math.max(kept, 0));
      assertThat(texts(temporary, 1)).as("length " + length).isEqualTo(before);
      int end = kept < 0 ? 0 : ends.get(kept);
      reopen(length - end, Math.max(kept, 0) + 1, "length " + length);
      assertThat(texts(temporary, 1))
          .as("length " + length)
          .isEqualTo(filled(1, Math.max(kept, 0) + 1));
    }
  }

  private void reopen(long cut, long next, String what) {
    try (Segment segment = Segment.open(temporary, OPTIONS)) {
      assertThat(segment.recovery()).as(what).isEqualTo(new SegmentRecovery(cut, List.of()));
      assertThat(segment.append(bytes("\"a\":" + next))).as(what).isEqualTo(next);
    }
  }

  @Test
  void everyFlippedByteOfTheLastRecordCutsIt() throws IOException {
    for (int at = lastLine; at < whole.length; at++) {
      for (int mask : new int[] {1, 0x20, 0x80}) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) mask;
        Files.write(file, damaged);
        String what = "byte " + at + " mask " + mask;
        assertThat(texts(temporary, 1)).as(what).isEqualTo(filled(1, RECORDS - 1));
        reopen(whole.length - lastLine, RECORDS, what);
        assertThat(texts(temporary, 1)).as(what).isEqualTo(filled(1, RECORDS));
      }
    }
  }

  @Test
  void everyFlippedByteBeforeIsReportedAndTheRestIsGiven() throws IOException {
    for (int at = 0; at < lastLine; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      String what = "byte " + at;
      List<SegmentItem> items = Segments.items(temporary, 1);
      List<SegmentDamage> found = damage(items);
      assertThat(found).as(what).hasSize(1);
      assertThat(found.get(0).from()).as(what).isLessThanOrEqualTo(at);
      assertThat(found.get(0).to()).as(what).isGreaterThan(at);
      assertThat(items.size() - 1 + found.get(0).missing()).as(what).isEqualTo(RECORDS);
      try (Segment segment = Segment.open(temporary, OPTIONS)) {
        assertThat(segment.recovery()).as(what).isEqualTo(new SegmentRecovery(0, found));
        assertThat(segment.next()).as(what).isEqualTo(RECORDS + 1);
      }
      assertThat(Files.readAllBytes(file)).as(what + " stays as it was").isEqualTo(damaged);
    }
  }

  private static List<SegmentDamage> damage(List<SegmentItem> items) {
    return items.stream()
        .filter(SegmentDamage.class::isInstance)
        .map(SegmentDamage.class::cast)
        .toList();
  }

  @Test
  void aLineThatIsGoneOrDoubledIsReported() throws IOException {
    List<String> lines = Files.readAllLines(file);
    write(lines.get(0), lines.get(1), lines.get(2), lines.get(4), lines.get(5));
    assertThat(texts(temporary, 1))
        .containsExactly("1:\"a\":1", "2:\"a\":2", "3..3!", "4:\"a\":4", "5:\"a\":5");
    write(lines.get(0), lines.get(1), lines.get(1), lines.get(2));
    assertThat(texts(temporary, 1)).containsExactly("1:\"a\":1", "2..1!", "2:\"a\":2");
    write(lines.get(1), lines.get(2));
    assertThat(texts(temporary, 1)).containsExactly("1..0!", "1:\"a\":1", "2:\"a\":2");
    write(lines.get(0), "", "noise", lines.get(1));
    assertThat(texts(temporary, 1)).containsExactly("1..0!", "1:\"a\":1");
  }

  private void write(String... lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  @Test
  void randomNoiseNeverGivesARecordThatWasNotWritten() throws IOException {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      byte[] damaged = whole.clone();
      int from = random.nextInt(damaged.length);
      int to = Math.min(damaged.length, from + 1 + random.nextInt(80));
      byte[] noise = new byte[to - from];
      if (random.nextBoolean()) {
        random.nextBytes(noise);
      }
      System.arraycopy(noise, 0, damaged, from, noise.length);
      Files.write(file, damaged);
      List<String> given = texts(temporary, 1);
      assertThat(given.stream().filter(text -> !text.endsWith("!")).toList())
          .as("seed " + seed)
          .isSubsetOf(filled(1, RECORDS))
          .doesNotHaveDuplicates()
          .isSorted();
      Segment.open(temporary, OPTIONS).close();
      assertThat(texts(temporary, 1)).as("seed " + seed + " reopened").isEqualTo(given);
      for (Path other : Segments.files(temporary)) {
        Files.delete(other);
      }
    }
  }

  @Test
  void aMissingFileAndAMissingEndAreReported() throws IOException {
    Path folder = temporary.resolve("rolled");
    Segments.fill(folder, OPTIONS.withRollBytes(1024), 100);
    List<Path> files = Segments.files(folder);
    List<String> lines = Files.readAllLines(files.get(1));
    int last = firstOf(files.get(2)) - 1;
    Files.writeString(
        files.get(1), String.join("\n", lines.subList(0, lines.size() - 2)) + "\n{\"n");
    List<String> texts = texts(folder, 1);
    assertThat(texts).hasSize(99).contains((last - 1) + ".." + last + "!");
    Files.delete(files.get(1));
    int first = firstOf(files.get(1));
    assertThat(texts(folder, 1)).contains(first + ".." + last + "!").endsWith("100:\"a\":100");
  }

  private static int firstOf(Path file) {
    return Integer.parseInt(file.getFileName().toString().substring(0, 20));
  }

  @Test
  void aHeaderWithoutARecordThatIsDamagedIsMadeAnewAndWhatIsLongerIsKept() throws IOException {
    Files.write(file, new byte[5000]);
    try (Segment segment = Segment.open(temporary, OPTIONS)) {
      assertThat(segment.recovery())
          .isEqualTo(
              new SegmentRecovery(
                  5000, List.of(new SegmentDamage(file.getFileName().toString(), 0, 5000, 1, 0))));
      assertThat(segment.append(bytes("\"a\":1"))).isEqualTo(1);
    }
    assertThat(Files.readAllBytes(temporary.resolve(file.getFileName() + ".damaged")))
        .isEqualTo(new byte[5000]);
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)).contains("\"n\":1,");
  }

  /** A bad sector takes a short file whole; a header that was being written has no line end. */
  @Test
  void aShortFileThatWasWholeOnceIsKeptEachTime() throws IOException {
    String name = file.getFileName().toString();
    for (String kept : List.of(name + ".damaged", name + ".damaged.2")) {
      Segments.fill(temporary, OPTIONS, RECORDS);
      byte[] damaged = Files.readAllBytes(file);
      for (int i = 0; i < damaged.length; i++) {
        damaged[i] ^= (byte) (damaged[i] == '\n' ? 0 : 1);
      }
      Files.write(file, damaged);
      int records = Files.readAllLines(file, StandardCharsets.ISO_8859_1).size() - 1;
      try (Segment segment = Segment.open(temporary, OPTIONS)) {
        assertThat(segment.recovery().damage())
            .containsExactly(new SegmentDamage(name, 0, damaged.length, 1, records));
        assertThat(segment.next()).isEqualTo(1);
      }
      assertThat(Files.readAllBytes(temporary.resolve(kept))).isEqualTo(damaged);
    }
  }
}

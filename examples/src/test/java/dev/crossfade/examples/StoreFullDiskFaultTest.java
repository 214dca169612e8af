package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.segment.Segment;
import dev.crossfade.core.segment.SegmentItem;
import dev.crossfade.core.segment.SegmentOptions;
import dev.crossfade.core.segment.SegmentReader;
import dev.crossfade.core.segment.SegmentRecord;
import dev.crossfade.files.store.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The disk under a segment and under a store is full, or cannot be written, and then can be again.
 * Needs the right to mount a file system.
 */
class StoreFullDiskFaultTest {
  @TempDir Path folder;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", disk.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  private static byte[] members(long number) {
    String members = "\"x\":\"" + number + "y".repeat((int) (number * 37 % 900)) + "\"";
    return members.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void aSegmentKeepsNothingOfWhatItCouldNotWriteAndGoesOn(Durability durability) throws Exception {
    Path log = disk.resolve("log");
    long next = 1;
    try (Segment segment =
        Segment.open(log, SegmentOptions.of("t").with(durability).withRollBytes(100_000))) {
      for (int round = 1; round <= 3; round++) {
        next = appendUntilItFails(segment, next);
        assertWhole(log, next - 1);
        run("mount", "-o", "remount,size=" + (round + 1) + "m", disk.toString());
        assertThat(segment.append(members(next))).isEqualTo(next);
        next++;
        assertWhole(log, next - 1);
      }
    }
    run("mount", "-o", "remount,ro", disk.toString());
    assertThatThrownBy(() -> Segment.open(log, SegmentOptions.of("t")))
        .hasMessageContaining("CF-7101");
    run("mount", "-o", "remount,rw", disk.toString());
    try (Segment segment = Segment.open(log, SegmentOptions.of("t"))) {
      assertThat(segment.recovery().cutBytes()).isZero();
      assertThat(segment.next()).isEqualTo(next);
    }
  }

  private static long appendUntilItFails(Segment segment, long from) {
    long next = from;
    while (true) {
      byte[] members = members(next);
      try {
        assertThat(segment.append(members)).isEqualTo(next);
        next++;
      } catch (dev.crossfade.core.error.CrossfadeException full) {
        assertThat(full).hasMessageContaining("CF-7101");
        assertRefused(segment);
        return next;
      }
    }
  }

  private static void assertRefused(Segment segment) {
    assertThatThrownBy(() -> segment.append(new byte[100_000])).hasMessageContaining("CF-7101");
  }

  private static void assertWhole(Path log, long last) throws IOException {
    try (SegmentReader reader = new SegmentReader(log, "", 1)) {
      for (long number = 1; number <= last; number++) {
        SegmentItem item = reader.poll();
        assertThat(item).isInstanceOf(SegmentRecord.class);
        assertThat(((SegmentRecord) item).members()).isEqualTo(members(number));
      }
      assertThat(reader.poll()).isNull();
    }
  }

  @Test
  void aStoreSaysSoAndLosesNothing() throws Exception {
    Path file = disk.resolve("memory.json");
    int written = 0;
    FileStore store = FileStore.open(file);
    try {
      while (true) {
        store.put("k" + written, new Document.Text("x".repeat(2000)));
        written++;
      }
    } catch (dev.crossfade.core.error.CrossfadeException full) {
      assertThat(full).hasMessageContaining("CF-7101");
    }
    assertThat(store.count()).isEqualTo(written);
    run("mount", "-o", "remount,size=8m", disk.toString());
    store.put("k" + written, new Document.Text("x"));
    store.close();
    try (FileStore again = FileStore.open(file)) {
      assertThat(again.count()).isEqualTo(written + 1L);
    }
    assertThat(Files.readString(file)).contains("\"k" + written + "\": \"x\"");
  }
}

package dev.crossfade.core.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while it writes: what it acknowledged is there. */
class SegmentKillTest {
  @TempDir Path folder;

  /** Appends for ever, and prints the number of each record behind it. */
  public static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      try (OwnerLock lock = OwnerLock.acquire(folder.resolve("lock"));
          Segment segment = Segment.open(folder, Segments.OPTIONS.withRollBytes(64 << 10))) {
        while (true) {
          System.out.println(segment.append(Segments.bytes("\"x\":\"" + "y".repeat(200) + "\"")));
        }
      }
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .start();
  }

  @Test
  void whatWasAcknowledgedSurvives() throws Exception {
    long acknowledged = 0;
    for (int round = 1; round <= 3; round++) {
      Process process = start();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (int i = 0; i < 2000; i++) {
          acknowledged = Long.parseLong(out.readLine());
        }
        String other = assertOwned(process);
        assertThat(other).contains("process " + process.pid());
        // By its handle: the process would close its output, which holds acknowledged numbers.
        process.toHandle().destroyForcibly();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          // The last line may be cut.
          if (line.length() >= Long.toString(acknowledged).length()) {
            acknowledged = Math.max(acknowledged, Long.parseLong(line));
          }
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
      List<SegmentItem> items = Segments.items(folder, 1);
      assertThat(items).allMatch(item -> item instanceof SegmentRecord);
      assertThat(items.size()).isBetween((int) acknowledged, (int) acknowledged + 1);
      Files.writeString(
          Segments.files(folder).get(Segments.files(folder).size() - 1),
          "{\"n\":",
          java.nio.file.StandardOpenOption.APPEND);
    }
  }

  private String assertOwned(Process process) {
    String[] message = new String[1];
    assertThatThrownBy(() -> OwnerLock.acquire(folder.resolve("lock")).close())
        .hasMessageContaining("CF-7107")
        .satisfies(error -> message[0] = error.getMessage());
    assertThat(process.isAlive()).isTrue();
    return message[0];
  }

  @Test
  void aLockIsHeldOnceInAProcessAndAgainWhenItIsGivenUp() throws IOException {
    Path file = folder.resolve("lock");
    for (int i = 0; i < 2; i++) {
      Thread.currentThread().interrupt();
      try (OwnerLock lock = OwnerLock.acquire(file)) {
        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(() -> OwnerLock.acquire(file))
            .hasMessageContaining("CF-7107")
            .hasMessageContaining("this process, " + ProcessHandle.current().pid());
        lock.close();
        OwnerLock again = OwnerLock.acquire(file);
        lock.close();
        assertThatThrownBy(() -> OwnerLock.acquire(file)).hasMessageContaining("CF-7107");
        again.close();
      }
    }
  }
}

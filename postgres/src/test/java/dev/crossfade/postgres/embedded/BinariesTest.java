package dev.crossfade.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinariesTest {
  @TempDir Path temporary;

  @Test
  void areOnTheClassPathForThisSystem() {
    assertThat(Binaries.archive()).isPresent();
  }

  @Test
  void areWholeWhenTwoUnpackThemAtOnce() throws Exception {
    URL archive = Binaries.archive().orElseThrow();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Path> one = threads.submit(() -> Binaries.unpacked(archive, temporary));
      Future<Path> other = threads.submit(() -> Binaries.unpacked(archive, temporary));

      assertThat(one.get()).isEqualTo(other.get());
      try (Stream<Path> left = Files.list(temporary)) {
        assertThat(left).containsExactly(one.get());
      }
      assertThat(one.get().resolve("bin/postgres")).isExecutable();
      assertThat(one.get().resolve("share/postgresql/postgres.bki")).isNotEmptyFile();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void sayThatTheyCannotBeUnpacked() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "no directory");

    CrossfadeException failed =
        catchThrowableOfType(
            CrossfadeException.class,
            () -> Binaries.unpacked(Binaries.archive().orElseThrow(), file));

    assertThat(failed.code()).isEqualTo(ErrorCode.CF_3033);
  }

  @Test
  void leaveNothingBehindWhenTheArchiveIsDamaged() throws IOException {
    Path archive = Files.writeString(temporary.resolve("damaged.txz"), "no xz at all");
    Path cache = temporary.resolve("cache");

    CrossfadeException failed =
        catchThrowableOfType(
            CrossfadeException.class, () -> Binaries.unpacked(archive.toUri().toURL(), cache));

    assertThat(failed.code()).isEqualTo(ErrorCode.CF_3033);
    assertThat(cache).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "../outside, 0, ''",
    "/outside, 0, ''",
    "link, 2, ../outside",
    "link, 2, /outside",
    "device, 3, ''",
  })
  void areRefusedWhenTheyReachOutside(String name, char type, String target) {
    byte[] archive = header(name, type, target);

    assertThatThrownBy(() -> new TarReader(new ByteArrayInputStream(archive)).unpackTo(temporary))
        .isInstanceOf(IOException.class);
    assertThat(temporary.resolveSibling("outside")).doesNotExist();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void areRefusedWhenAHeaderIsDamagedOrTheEndIsMissing() {
    byte[] archive = header("file", '0', "");
    byte[] damaged = archive.clone();
    damaged[0]++;

    assertThatThrownBy(() -> new TarReader(new ByteArrayInputStream(damaged)).unpackTo(temporary))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
    assertThatThrownBy(() -> new TarReader(new ByteArrayInputStream(archive)).unpackTo(temporary))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ends within file");
  }

  @Test
  void areFoundWhereOthersInstalledThem() throws IOException {
    for (String version : List.of("9.6", "14", "18", "16")) {
      Files.createDirectories(temporary.resolve(version).resolve("bin"));
    }

    assertThat(InstalledPostgres.directories(List.of(temporary), "/a:/b"))
        .containsExactly(
            temporary.resolve("18/bin"),
            temporary.resolve("16/bin"),
            temporary.resolve("14/bin"),
            Path.of("/a"),
            Path.of("/b"));
  }

  /** A header of a file of 3 bytes, as GNU tar writes it. */
  private static byte[] header(String name, char type, String target) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 124, "00000000003");
    put(header, 157, target);
    put(header, 257, "ustar  ");
    header[156] = (byte) type;
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format(java.util.Locale.ROOT, "%06o\0", sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}

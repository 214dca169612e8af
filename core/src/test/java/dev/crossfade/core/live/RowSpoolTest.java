package dev.crossfade.core.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RowSpoolTest {
  private static final long SEED = 20260704;

  /** Rows of random lengths in batches of random sizes; every border falls somewhere. */
  private static List<byte[]> fill(Spool spool, Random random, int rows, int longest) {
    List<byte[]> all = new ArrayList<>();
    RowBatch batch = new RowBatch(64);
    for (int i = 0; i < rows; i++) {
      byte[] text = new byte[random.nextInt(longest)];
      random.nextBytes(text);
      batch.beginRow();
      batch.putLong(i);
      batch.putUtf8(text, 0, text.length);
      all.add(row(batch, batch.rows() - 1));
      if (random.nextInt(7) == 0) {
        spool.add(batch);
        batch.clear();
      }
    }
    spool.add(batch);
    batch.clear();
    return all;
  }

  private static byte[] row(RowBatch batch, int row) {
    return Arrays.copyOfRange(batch.data(), batch.start(row), batch.end(row));
  }

  private static List<byte[]> read(Spool spool) {
    List<byte[]> all = new ArrayList<>();
    RowBatch batch = new RowBatch(64);
    try (RowScan scan = spool.scan()) {
      while (scan.next(batch)) {
        assertThat(batch.rows()).isPositive();
        for (int row = 0; row < batch.rows(); row++) {
          all.add(row(batch, row));
        }
      }
    }
    return all;
  }

  private static void sameRows(List<byte[]> actual, List<byte[]> expected) {
    assertThat(actual.toArray(new byte[0][])).isDeepEqualTo(expected.toArray(new byte[0][]));
  }

  @Test
  void givesEveryRowBackAsOftenAsWanted() {
    Random random = new Random(SEED);
    for (int memory : new int[] {0, 1, 500, 40_000, 10_000_000}) {
      for (int rows : new int[] {0, 1, 2, 3000}) {
        try (RowSpool spool = new RowSpool(memory)) {
          List<byte[]> expected = fill(spool, random, rows, 400);
          assertThat(spool.rows()).as("seed %d", SEED).isEqualTo(rows);
          sameRows(read(spool), expected);
          sameRows(read(spool), expected);
        }
      }
    }
  }

  @Test
  void holdsRowsLargerThanItsBlocks() {
    Random random = new Random(SEED);
    try (RowSpool spool = new RowSpool(1000)) {
      List<byte[]> expected = fill(spool, random, 20, 3 * RowSpool.BLOCK_BYTES);
      sameRows(read(spool), expected);
    }
  }

  @Test
  void twoScansDoNotDisturbEachOther() {
    try (RowSpool spool = new RowSpool(1000)) {
      List<byte[]> expected = fill(spool, new Random(SEED), 5000, 400);
      try (RowScan other = spool.scan()) {
        RowBatch batch = new RowBatch(64);
        assertThat(other.next(batch)).isTrue();
        sameRows(read(spool), expected);
        int rows = batch.rows();
        while (other.next(batch)) {
          assertThat(row(batch, 0)).isEqualTo(expected.get(rows));
          rows += batch.rows();
        }
        assertThat(rows).isEqualTo(expected.size());
      }
    }
  }

  @Test
  void takesNoRowOnceRead() {
    try (RowSpool spool = new RowSpool()) {
      spool.scan().close();
      RowBatch batch = new RowBatch(64);
      assertThatThrownBy(() -> spool.add(batch)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void usesAFileOnlyBeyondItsMemoryAndFreesIt() throws IOException {
    long before = openFiles();
    try (RowSpool small = new RowSpool(1 << 20)) {
      fill(small, new Random(SEED), 100, 400);
      assertThat(openFiles()).isEqualTo(before);
    }
    try (RowSpool large = new RowSpool(1000)) {
      fill(large, new Random(SEED), 100, 400);
      assertThat(openFiles()).isEqualTo(before + 1);
    }
    assertThat(openFiles()).isEqualTo(before);
  }

  @Test
  void nobodyElseCanReadTheFile() throws IOException {
    Path self = Path.of("/proc/self/fd");
    if (!Files.isDirectory(self)) {
      return;
    }
    try (RowSpool spool = new RowSpool(0)) {
      fill(spool, new Random(SEED), 100, 400);
      List<String> modes = new ArrayList<>();
      try (Stream<Path> descriptors = Files.list(self)) {
        for (Path descriptor : descriptors.toList()) {
          if (isSpool(descriptor)) {
            modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(descriptor)));
          }
        }
      }
      assertThat(modes).containsOnly("rw-------").isNotEmpty();
    }
    Path directory = Path.of(System.getProperty("java.io.tmpdir"));
    assertThat(directory.toFile().list((at, name) -> name.startsWith("crossfade-spool-")))
        .isEmpty();
  }

  private static boolean isSpool(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().contains("crossfade-spool-");
    } catch (IOException e) {
      return false;
    }
  }

  /** Temporary files of spools that this process has open, by what Linux says of it. */
  private static long openFiles() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(RowSpoolTest::isSpool).count();
    }
  }
}

package dev.crossfade.files.store;

import static dev.crossfade.testkit.Documents.number;
import static dev.crossfade.testkit.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.ops.Event;
import dev.crossfade.core.segment.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opening makes of a journal that is not as it was left. */
class LostJournalTest {
  private static final int BLOCK = 4096;

  @TempDir Path folder;
  private Path file;
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private FileStoreOptions options;

  @BeforeEach
  void prepare() {
    file = folder.resolve("memory.json");
    options =
        FileStoreOptions.defaults()
            .withPause(Duration.ofDays(1))
            .withEvents(event -> told.add(((Event.Note) event).text()));
  }

  private FileStore open() {
    return FileStore.open(file, options);
  }

  private List<Path> journal(String ending) throws IOException {
    try (Stream<Path> files = Files.list(file.resolveSibling("memory.json.crossfade"))) {
      return files
          .filter(path -> path.getFileName().toString().matches("journal-[0-9]+.jsonl" + ending))
          .sorted()
          .toList();
    }
  }

  private Path writeAndDie(int writes) throws IOException {
    FileStore store = open();
    for (int i = 0; i < writes; i++) {
      store.put("k" + i, text("x".repeat(100)));
    }
    store.abandon();
    List<Path> journal = journal("");
    return journal.get(journal.size() - 1);
  }

  private void assertRefused(String why) throws IOException {
    for (int i = 0; i < 2; i++) {
      for (Resolution resolution : new Resolution[] {Resolution.REFUSE, Resolution.JOURNAL}) {
        options = options.withResolution(resolution);
        assertThatThrownBy(this::open)
            .as(resolution + " " + i)
            .hasMessageContaining("CF-7014")
            .hasMessageContaining(why);
      }
    }
  }

  /** The file holds; and from then on the store opens, and keeps what is written, as ever. */
  private void assertOpensByTheFile(long count) {
    options = options.withResolution(Resolution.FILE);
    open().abandon();
    options = options.withResolution(Resolution.REFUSE);
    try (FileStore store = open()) {
      assertThat(store.count()).isEqualTo(count);
      store.put("z", number(1));
      store.abandon();
    }
    try (FileStore store = open()) {
      assertThat(store.count()).isEqualTo(count + 1);
    }
  }

  private static void punch(Path journal) throws IOException {
    byte[] bytes = Files.readAllBytes(journal);
    Arrays.fill(bytes, BLOCK, 2 * BLOCK, (byte) 0);
    Files.write(journal, bytes);
  }

  @Test
  void whatIsBehindAHoleThatNoForceReachedIsCutAndKept() throws IOException {
    Path journal = writeAndDie(100);
    byte[] whole = Files.readAllBytes(journal);
    punch(journal);
    try (FileStore store = open()) {
      assertThat(store.count()).isBetween(15L, 35L);
      assertThat(store.get("k0")).isNotNull();
      assertThat(store.get("k99")).isNull();
      store.put("z", number(1));
    }
    assertThat(journal(".unforced")).hasSize(1);
    assertThat(Files.readString(journal(".unforced").get(0)))
        .endsWith(
            new String(
                whole,
                3 * BLOCK,
                whole.length - 3 * BLOCK,
                java.nio.charset.StandardCharsets.UTF_8));
    assertThat(told)
        .hasSize(1)
        .allMatch(text -> text.contains("never forced") && text.contains(".unforced"));
    open().close();
    assertThat(told).as("told once").hasSize(1);
  }

  @Test
  void aHoleInWhatWasForcedIsDamage() throws IOException {
    options = options.withDurability(Durability.EVENT);
    punch(writeAndDie(100));
    assertRefused("SegmentDamage");
    assertThat(journal(".unforced")).isEmpty();
    assertOpensByTheFile(0);
    assertThat(folder.resolve("memory.json.crossfade/journal-kept-100")).isNotEmptyDirectory();
  }

  @Test
  void aJournalThatEndsBeforeWhatTheFileHoldsIsRefused() throws IOException {
    writeAndDie(1);
    Path journal = journal("").get(0);
    byte[] early = Files.readAllBytes(journal);
    try (FileStore store = open()) {
      store.put("a", number(1));
    }
    Files.write(journal, early);
    assertRefused("expected records up to 2 but was 1");
    assertOpensByTheFile(2);
  }

  @Test
  void aFileOfTheJournalInWhichNothingIsValidIsRefusedEachTime() throws IOException {
    options = options.withJournalBytes(1024);
    Path journal = writeAndDie(20);
    byte[] bytes = Files.readAllBytes(journal);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '\n' ? bytes[i] : (byte) 'x';
    }
    Files.write(journal, bytes);
    assertRefused(".damaged");
    assertThat(journal(".damaged")).hasSize(1);
    assertOpensByTheFile(0);
    assertThat(journal(".damaged")).isEmpty();
  }

  @Test
  void theLastFilesOfTheJournalAreMissed() throws IOException {
    options = options.withJournalBytes(1024);
    for (int gone = 1; gone <= 3; gone++) {
      file = folder.resolve(gone + "/memory.json");
      Files.createDirectories(file.getParent());
      options = options.withResolution(Resolution.REFUSE);
      writeAndDie(40);
      List<Path> journal = journal("");
      for (Path part : journal.subList(journal.size() - gone, journal.size())) {
        Files.delete(part);
      }
      assertRefused("is gone");
      assertThat(journal("")).hasSize(journal.size() - gone);
      assertOpensByTheFile(0);
    }
  }

  @Test
  void aStoreThatDidNotNoteItsJournalOpens() throws IOException {
    options = options.withJournalBytes(1024);
    writeAndDie(40);
    Files.delete(folder.resolve("memory.json.crossfade/begun"));
    Path journal = writeAndDie(0);
    Files.delete(journal);
    assertRefused("is gone");
  }
}

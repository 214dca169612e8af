package dev.crossfade.files.store;

import static dev.crossfade.testkit.Documents.number;
import static dev.crossfade.testkit.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Notes are kept apart from what people read, and tell what people edited. */
class NotesTest {
  private static final String NOTE = StoreKeys.SIDE + "row";

  @TempDir Path folder;
  private FileStoreOptions options =
      FileStoreOptions.defaults().withPause(Duration.ofDays(1)).withJournalBytes(1024);

  private FileStore open(Path file) {
    return FileStore.open(file, options);
  }

  private static Document before(Document... values) {
    return new Document.VectorOf(List.of(values));
  }

  private static TreeMap<String, Document> marks(FileStore store) {
    TreeMap<String, Document> marks = new TreeMap<>();
    try (Stream<StoreEntry> scan = store.scan(FileStore.EDITED)) {
      scan.forEach(
          entry -> marks.put(entry.key().substring(FileStore.EDITED.length()), entry.value()));
    }
    return marks;
  }

  private static List<String> names(Path folder, String start) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(start))
          .toList();
    }
  }

  private Path file(FileFormat format) {
    options = options.withFormat(format);
    return folder.resolve(
        format == FileFormat.EDN ? "m.edn" : format == FileFormat.JSON ? "m.json" : "m");
  }

  /** All that people read, as one text. */
  private static String readable(Path file) throws IOException {
    StringBuilder all = new StringBuilder();
    if (Files.isDirectory(file)) {
      try (Stream<Path> paths = Files.walk(file)) {
        for (Path path : paths.sorted().toList()) {
          all.append(path).append(Files.isDirectory(path) ? "" : Files.readString(path));
        }
      }
    } else {
      all.append(Files.readString(file));
    }
    return all.toString();
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void peopleSeeNothingOfThem(FileFormat format) throws IOException {
    Path file = file(format);
    Path state = file.resolveSibling(file.getFileName() + ".crossfade");
    try (FileStore store = open(file)) {
      store.put("a", number(1));
    }
    assertThat(names(state, "notes-")).isEmpty();
    assertThat(names(state, "entries-")).isEmpty();
    assertThat(Files.readString(state.resolve("state"))).matches("(?s).*\n1 1 [0-9a-f]+\n");
    String was = readable(file);
    FileStamp stamp = FileStamp.of(Files.isDirectory(file) ? file.resolve("a.json") : file);
    try (FileStore store = open(file)) {
      for (int i = 0; i < 100; i++) {
        store.put(NOTE + i % 10, new Document.Keyword("odd" + i));
        store.put(NOTE, number(i));
      }
      assertThat(names(state, "journal-")).hasSizeGreaterThan(3);
    }
    assertThat(names(state, "journal-")).hasSize(1);
    assertThat(names(state, "notes-")).containsExactly("notes-201");
    assertThat(names(state, "entries-")).hasSize(1);
    assertThat(readable(file)).isEqualTo(was);
    assertThat(FileStamp.of(Files.isDirectory(file) ? file.resolve("a.json") : file))
        .as("not replaced")
        .isEqualTo(stamp);
    try (FileStore store = open(file)) {
      assertThat(store.count()).isEqualTo(12);
      assertThat(store.get(NOTE)).isEqualTo(number(99));
      assertThat(store.get(NOTE + 3)).isEqualTo(new Document.Keyword("odd93"));
      store.put("b", number(2));
    }
    assertThat(readable(file)).contains("2").doesNotContain(StoreKeys.SIDE).doesNotContain("row");
    try (FileStore store = open(file)) {
      store.inTransaction(
          work -> {
            for (int i = 0; i < 10; i++) {
              work.delete(NOTE + i);
            }
            return work.delete(NOTE);
          });
    }
    open(file).close();
    assertThat(names(state, "notes-")).as("no notes, no file").isEmpty();
  }

  @Test
  void aNewStoreWithNothingButNotesHasNoFile() throws IOException {
    Path file = file(FileFormat.JSON);
    for (int i = 0; i < 3; i++) {
      try (FileStore store = open(file)) {
        store.put(NOTE, number(i));
      }
      assertThat(file).doesNotExist();
    }
    Files.writeString(file, "{\"a\": 1}");
    try (FileStore store = open(file)) {
      assertThat(store.get(NOTE)).isEqualTo(number(2));
      assertThat(marks(store)).isEqualTo(new TreeMap<>(java.util.Map.of("a", before())));
    }
  }

  @Test
  void aFileWithSuchAKeyIsRefused() throws IOException {
    Path json = file(FileFormat.JSON);
    Files.writeString(json, "{\"a\": 1, \"crossfade:row\": 2}");
    assertThatThrownBy(() -> open(json)).hasMessageContaining("CF-7017");
    Files.writeString(json, "{\"a\": 1}");
    open(json).close();
    Files.writeString(json, "{\"a\": 1, \"crossfade:\": 2}");
    assertThatThrownBy(() -> open(json)).hasMessageContaining("CF-7017");
    Path edn = file(FileFormat.EDN);
    Files.writeString(edn, "{\"crossfade:row\" 2}");
    assertThatThrownBy(() -> open(edn)).hasMessageContaining("CF-7017");
    Files.writeString(edn, "{:crossfade:row 2, \"crossfade\" 1}");
    try (FileStore store = open(edn)) {
      assertThat(store.count()).as("a keyword is another key").isEqualTo(2);
    }
    Path root = file(FileFormat.JSON_FOLDER);
    Files.createDirectories(root);
    Files.writeString(root.resolve("crossfade%3arow.json"), "1");
    assertThatThrownBy(() -> open(root)).hasMessageContaining("CF-7017");
  }

  /** What a person changes: a is another value, b is gone, c is new, d stays. */
  private static void edit(Path file, FileFormat format) throws IOException {
    switch (format) {
      case JSON -> Files.writeString(file, "{\"a\": \"mine\", \"c\": 3, \"d\": 4}");
      case EDN -> Files.writeString(file, "{\"a\" \"mine\", \"c\" 3, \"d\" 4}");
      case JSON_FOLDER -> {
        Files.writeString(file.resolve("a.json"), "\"mine\"");
        Files.delete(file.resolve("b.json"));
        Files.writeString(file.resolve("c.json"), "3");
      }
    }
  }

  private void write(Path file) {
    try (FileStore store = open(file)) {
      store.put("a", number(1));
      store.put("b", number(2));
      store.put("d", number(4));
      store.put(NOTE, number(1));
    }
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void tellWhatStoodWhereAPersonEdited(FileFormat format) throws IOException {
    Path file = file(format);
    write(file);
    edit(file, format);
    for (int i = 0; i < 3; i++) {
      FileStore store = open(file);
      assertThat(store.get("a")).isEqualTo(text("mine"));
      assertThat(store.get("b")).isNull();
      assertThat(store.get(NOTE)).isEqualTo(number(1));
      assertThat(marks(store))
          .containsOnlyKeys("a", "b", "c")
          .containsEntry("a", before(number(1)))
          .containsEntry("b", before(number(2)))
          .containsEntry("c", before());
      if (i == 0) {
        store.abandon();
      } else {
        store.close();
      }
    }
  }

  @Test
  void oneRecordTakesAnEditOverAndTellsOfIt() throws IOException {
    Path file = file(FileFormat.JSON);
    write(file);
    edit(file, FileFormat.JSON);
    open(file).abandon();
    JournalReplay replay = JournalReplay.read(folder.resolve("m.json.crossfade"), 4);
    assertThat(replay.records()).hasSize(1);
    assertThat(replay.records().get(0).changes())
        .containsOnlyKeys(
            "a", "b", "c", FileStore.EDITED + "a", FileStore.EDITED + "b", FileStore.EDITED + "c");
  }

  @Test
  void anEditBeforeTheLastOneIsWhatIsTold() throws IOException {
    Path file = file(FileFormat.JSON);
    write(file);
    edit(file, FileFormat.JSON);
    open(file).close();
    Files.writeString(file, "{\"a\": \"again\", \"c\": 3}");
    try (FileStore store = open(file)) {
      assertThat(marks(store))
          .containsOnlyKeys("a", "b", "c", "d")
          .containsEntry("a", before(number(1)))
          .containsEntry("d", before(number(4)));
      store.delete(FileStore.EDITED + "a");
    }
    Files.writeString(file, "{\"a\": \"once more\", \"c\": 3}");
    try (FileStore store = open(file)) {
      assertThat(marks(store)).containsEntry("a", before(text("again")));
    }
  }

  @Test
  void storesWithoutNotesGetNone() throws IOException {
    Path file = file(FileFormat.JSON);
    Files.writeString(file, "{\"a\": 1}");
    open(file).close();
    Files.writeString(file, "{\"a\": 2}");
    try (FileStore store = open(file)) {
      assertThat(store.count()).isEqualTo(1);
    }
  }

  /** The first note is not in the state yet when the process dies and the file is edited. */
  @ParameterizedTest
  @EnumSource(
      value = Resolution.class,
      names = {"FILE", "JOURNAL"})
  void whereBothChangedTheyTellWhatTheStoreHeld(Resolution resolution) throws IOException {
    Path file = file(FileFormat.JSON);
    Files.writeString(file, "{\"a\": 1, \"b\": 2, \"d\": 4}");
    FileStore store = open(file);
    store.put("b", number(20));
    store.put(NOTE, number(1));
    store.put("d", number(40));
    store.abandon();
    Files.writeString(file, "{\"a\": \"mine\", \"b\": 20, \"d\": 4, \"e\": 5}");
    assertThatThrownBy(() -> open(file)).hasMessageContaining("CF-7013");
    options = options.withResolution(resolution);
    open(file).abandon();
    options = options.withResolution(Resolution.JOURNAL);
    FileStore again = open(file);
    assertThat(again.get(NOTE)).isEqualTo(number(1));
    assertThat(again.get("d")).isEqualTo(number(resolution == Resolution.FILE ? 4 : 40));
    TreeMap<String, Document> expected = new TreeMap<>();
    expected.put("a", before(number(1)));
    expected.put("e", before());
    if (resolution == Resolution.FILE) {
      expected.put("d", before(number(40)));
    }
    assertThat(marks(again)).isEqualTo(expected);
    again.close();
  }

  @Test
  void theLongestKeyCanBeEdited() throws IOException {
    Path file = file(FileFormat.JSON);
    String key = "é".repeat(StoreKeys.MOST_BYTES / 2);
    try (FileStore store = open(file)) {
      store.put(key, number(1));
      store.put(NOTE, number(1));
    }
    Files.writeString(file, Files.readString(file).replace(": 1", ": 2"));
    for (int i = 0; i < 2; i++) {
      try (FileStore store = open(file)) {
        assertThat(store.get(FileStore.EDITED + key)).isEqualTo(before(number(1)));
      }
    }
  }

  @Test
  void theirFilesAreMissedWhenGoneAndCheckedWhenUsed() throws IOException {
    Path file = file(FileFormat.JSON);
    write(file);
    Path state = folder.resolve("m.json.crossfade");
    Path notes = state.resolve(names(state, "notes-").get(0));
    String good = Files.readString(notes);
    Files.writeString(notes, good.replace("\t1\n", "\t2\n"));
    assertThatThrownBy(() -> open(file)).hasMessageContaining("CF-7015");
    Files.delete(notes);
    assertThatThrownBy(() -> open(file)).hasMessageContaining("CF-7015");
    Files.writeString(notes, good);
    edit(file, FileFormat.JSON);
    Path entries = state.resolve(names(state, "entries-").get(0));
    String kept = Files.readString(entries);
    for (String bad : new String[] {kept.replace(": 1", ": 7"), "{", null}) {
      if (bad == null) {
        Files.delete(entries);
      } else {
        Files.writeString(entries, bad);
      }
      assertThatThrownBy(() -> open(file)).hasMessageContaining("CF-7015");
    }
    Files.writeString(entries, kept);
    open(file).close();
  }

  @Test
  void theyStayWithTheFileWhenTheJournalIsGone() throws IOException {
    Path file = file(FileFormat.JSON);
    write(file);
    FileStore store = open(file);
    store.put("b", number(20));
    store.put(NOTE, number(2));
    store.abandon();
    Path state = folder.resolve("m.json.crossfade");
    for (String name : names(state, "journal-")) {
      Files.delete(state.resolve(name));
    }
    options = options.withResolution(Resolution.FILE);
    open(file).abandon();
    options = options.withResolution(Resolution.REFUSE);
    try (FileStore again = open(file)) {
      assertThat(again.get("b")).isEqualTo(number(2));
      assertThat(again.get(NOTE)).isEqualTo(number(1));
      assertThat(marks(again)).isEmpty();
    }
  }

  /** So many that several threads make their digests; a digest of one thread finds an edit. */
  @Test
  void anEditAmongManyEntriesIsFound() throws IOException {
    Path file = file(FileFormat.JSON);
    StringBuilder text = new StringBuilder("{\"k\": \"\ufffd\"");
    for (int i = 0; i < 20_000; i++) {
      text.append(",\"k").append(i).append("\":").append(i);
    }
    Files.writeString(file, text + "}");
    try (FileStore store = open(file)) {
      assertThat(store.count()).isEqualTo(20_001);
      assertThat(store.get("k")).isEqualTo(text("\ufffd"));
      store.put(NOTE, number(1));
      store.put("k7", number(8));
    }
    Files.writeString(file, Files.readString(file).replace("\"k19999\": 19999", "\"k19999\": 0"));
    try (FileStore store = open(file)) {
      assertThat(marks(store))
          .isEqualTo(new TreeMap<>(java.util.Map.of("k19999", before(number(19999)))));
      assertThat(store.get("k7")).isEqualTo(number(8));
    }
  }
}

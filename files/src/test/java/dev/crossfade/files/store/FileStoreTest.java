package dev.crossfade.files.store;

import static dev.crossfade.testkit.Documents.number;
import static dev.crossfade.testkit.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.ops.Event;
import dev.crossfade.core.store.StoreEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of a store's files, and what becomes of what a person does to them. */
class FileStoreTest {
  private static final String BEFORE = "{\"b\": 1,\n\n \"a\": {\"x\": [1, 2.5, null]}}";

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

  private void close(FileStore store) {
    store.close();
  }

  private static List<StoreEntry> entries(FileStore store) {
    try (Stream<StoreEntry> scan = store.scan("")) {
      return scan.toList();
    }
  }

  /** Leaves a store whose journal holds a write that the file lacks. */
  private void dieWith(String key, Document value) {
    FileStore store = open();
    store.put(key, value);
    store.abandon();
  }

  @Test
  void nothingIsRewrittenWhereNothingChanged() throws IOException {
    Files.writeString(file, BEFORE);
    FileStamp stamp = FileStamp.of(file);
    for (int i = 0; i < 2; i++) {
      try (FileStore store = open()) {
        assertThat(store.count()).isEqualTo(2);
        store.put("b", number(1));
        store.delete("z");
        store.rewrite();
      }
      assertThat(FileStamp.of(file)).isEqualTo(stamp);
    }
    assertThat(folder.resolve("memory.json.backup")).doesNotExist();
    close(FileStore.open(folder.resolve("new.json"), options));
    assertThat(folder.resolve("new.json")).doesNotExist();
  }

  @Test
  void theFileIsSortedByKeyAndAsItWasIsKeptOnce() throws IOException {
    Files.writeString(file, BEFORE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    for (int i = 1; i <= 3; i++) {
      try (FileStore store = open()) {
        store.put("c", number(i));
      }
    }
    assertThat(Files.readString(file))
        .isEqualTo("{\n  \"a\": {\"x\":[1,2.5,null]},\n  \"b\": 1,\n  \"c\": 3\n}\n");
    assertThat(Files.readString(folder.resolve("memory.json.backup"))).isEqualTo(BEFORE);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("memory.json", "memory.json.backup", "memory.json.crossfade");
    }
  }

  @Test
  void aFileThatTheStoreMadeHasNoBackup() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (FileStore store = open()) {
        store.put("c", number(i));
      }
    }
    assertThat(folder.resolve("memory.json.backup")).doesNotExist();
    Path other = folder.resolve("other.json");
    Files.writeString(other, "{}");
    Files.writeString(folder.resolve("other.json.backup"), "somebody's");
    try (FileStore store = FileStore.open(other, options)) {
      store.put("c", number(1));
    }
    assertThat(Files.readString(folder.resolve("other.json.backup"))).isEqualTo("somebody's");
    assertThat(Files.readString(folder.resolve("other.json.backup-2"))).isEqualTo("{}");
  }

  @Test
  void theJournalIsDroppedAsFarAsTheFileCoversIt() throws IOException {
    options = options.withJournalBytes(1024);
    try (FileStore store = open()) {
      for (int i = 0; i < 200; i++) {
        store.put("k" + i, number(i));
      }
      assertThat(journal()).hasSizeGreaterThan(5);
      store.rewrite();
      assertThat(journal()).hasSize(1);
      store.put("k", number(1));
      store.abandon();
    }
    try (FileStore store = open()) {
      assertThat(store.count()).isEqualTo(201);
    }
  }

  private List<Path> journal() throws IOException {
    try (Stream<Path> files = Files.list(file.resolveSibling("memory.json.crossfade"))) {
      return files.filter(path -> path.getFileName().toString().startsWith("journal-")).toList();
    }
  }

  @Test
  void theFileIsRewrittenBehindByItselfAndNoThreadIsLeft() throws Exception {
    options = options.withPause(Duration.ofMillis(1));
    FileStore store = open();
    store.put("a", number(1));
    while (!Files.exists(file) || !Files.readString(file).contains("\"a\": 1")) {
      Thread.onSpinWait();
    }
    assertThat(threads()).hasSize(1).allMatch(Thread::isDaemon);
    store.close();
    assertThat(threads()).isEmpty();
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("crossfade-store memory.json"))
        .toList();
  }

  @Test
  void theFileIsRewrittenInTheEndWhateverIsThrownMeanwhile() throws IOException {
    options =
        options
            .withPause(Duration.ofMillis(1))
            .withEvents(
                event -> {
                  told.add(((Event.Note) event).text());
                  throw new IllegalStateException("made up");
                });
    FileStore store = open();
    try {
      FaultPoints.install(
          name -> {
            if (name.equals("store.rewrite.prepared") && told.isEmpty()) {
              throw new OutOfMemoryError("made up");
            }
          });
      store.put("a", number(1));
      while (!Files.exists(file) && !(threads().isEmpty() && !told.isEmpty())) {
        Thread.onSpinWait();
      }
      assertThat(file).exists();
      while (told.size() < 2) {
        Thread.onSpinWait();
      }
      assertThat(told.get(0)).contains("it is tried again");
      assertThat(told.get(1)).contains("it is rewritten again");
    } finally {
      FaultPoints.install(name -> {});
      store.close();
    }
  }

  @Test
  void whatAPersonEditedIsTakenOverAndRecorded() throws IOException {
    Files.writeString(file, "{\"a\": 1, \"b\": 2, \"c\": 3}");
    try (FileStore store = open()) {
      store.put("d", number(4));
    }
    Files.writeString(file, "{\"d\": 4, \"c\": \"x\", \"a\": 1, \"e\": 5}");
    try (FileStore store = open()) {
      assertThat(store.get("b")).isNull();
      assertThat(store.get("c")).isEqualTo(text("x"));
      assertThat(store.get("e")).isEqualTo(number(5));
      assertThat(store.count()).isEqualTo(4);
    }
    assertThat(told).hasSize(1).allMatch(text -> text.contains("3 keys were changed by hand"));
    JournalReplay replay = JournalReplay.read(folder.resolve("memory.json.crossfade"), 1);
    assertThat(replay.records()).hasSize(1);
    assertThat(replay.keys(1)).containsExactly("b", "c", "e");
    assertThat(Files.readString(file)).as("not rewritten").startsWith("{\"d\": 4, \"c\"");
  }

  @Test
  void anotherNotationIsNoEdit() throws IOException {
    Files.writeString(file, "{\"a\": 1}");
    dieWith("b", number(2));
    Files.writeString(file, "{\n\n\"a\"\n:\n1}");
    try (FileStore store = open()) {
      assertThat(store.count()).isEqualTo(2);
    }
    assertThat(told).isEmpty();
  }

  @Test
  void anEditWhileTheJournalHoldsWritesIsRefusedUntilSomebodyDecides() throws IOException {
    Files.writeString(file, "{\"a\": 1, \"b\": 2, \"c\": 3}");
    dieWith("b", number(20));
    String edited = "{\"a\": 10, \"b\": 200, \"d\": 4}";
    for (int i = 0; i < 2; i++) {
      Files.writeString(file, edited);
      assertThatThrownBy(this::open)
          .hasMessageContaining("CF-7013")
          .hasMessageContaining("4 keys differ")
          .hasMessageContaining("writes of 1 keys");
      assertThat(Files.readString(file)).isEqualTo(edited);
    }
  }

  @Test
  void theJournalHoldsWhereSomebodyDecidesSo() throws IOException {
    Files.writeString(file, "{\"a\": 1, \"b\": 2, \"c\": 3}");
    dieWith("b", number(20));
    Files.writeString(file, "{\"a\": 10, \"b\": 200, \"d\": 4}");
    options = options.withResolution(Resolution.JOURNAL);
    open().close();
    assertThat(Files.readString(file)).isEqualTo("{\n  \"a\": 10,\n  \"b\": 20,\n  \"d\": 4\n}\n");
    assertThat(Files.readString(folder.resolve("memory.json.crossfade/edited-1")))
        .contains("\"b\": 200");
    options = options.withResolution(Resolution.REFUSE);
    open().close();
  }

  @Test
  void theFileHoldsWhereSomebodyDecidesSo() throws IOException {
    Files.writeString(file, "{\"a\": 1, \"b\": 2, \"c\": 3}");
    dieWith("b", number(20));
    String edited = "{\"a\": 10, \"b\": 200, \"d\": 4}";
    Files.writeString(file, edited);
    options = options.withResolution(Resolution.FILE);
    open().abandon();
    options = options.withResolution(Resolution.REFUSE);
    try (FileStore store = open()) {
      assertThat(store.get("b")).isEqualTo(number(200));
      assertThat(store.count()).isEqualTo(3);
    }
    assertThat(Files.readString(file)).isEqualTo(edited);
    assertThat(folder.resolve("memory.json.crossfade/journal-kept-1")).isNotEmptyDirectory();
  }

  @Test
  void aFileThatDoesNotParseOrIsGoneIsRefusedAndNothingIsLost() throws IOException {
    Files.writeString(file, "{\"a\": 1}");
    dieWith("b", number(2));
    for (String broken : new String[] {"{\"a\": 1", "", "[1]", "{\"\": 1}", "{\"a\":1,\"a\":1}"}) {
      Files.writeString(file, broken);
      assertThatThrownBy(this::open).hasMessageContaining("CF-7011");
    }
    Files.write(file, new byte[] {'"', (byte) 0xff, '"'});
    assertThatThrownBy(this::open).hasMessageContaining("CF-7011").hasMessageContaining("UTF-8");
    Files.delete(file);
    assertThatThrownBy(this::open).hasMessageContaining("CF-7012");
    Files.writeString(file, "{\"a\": 1}");
    try (FileStore store = open()) {
      assertThat(entries(store))
          .containsExactly(new StoreEntry("a", number(1)), new StoreEntry("b", number(2)));
    }
  }

  @Test
  void damagedStateAndJournalAreRefused() throws IOException {
    Files.writeString(file, "{\"a\": 1}");
    dieWith("b", number(2));
    dieWith("c", number(3));
    Path state = folder.resolve("memory.json.crossfade/state");
    String good = Files.readString(state);
    Files.writeString(state, good.replace("0 1 ", "0 2 "));
    assertThatThrownBy(this::open).hasMessageContaining("CF-7015");
    Files.delete(state);
    assertThatThrownBy(this::open).hasMessageContaining("CF-7015");
    Files.writeString(state, good);
    Path journal = journal().get(0);
    Files.writeString(journal, Files.readString(journal).replace("\"b\":2", "\"b\":7"));
    assertThatThrownBy(this::open).hasMessageContaining("CF-7014");
    options = options.withResolution(Resolution.FILE);
    try (FileStore store = open()) {
      assertThat(entries(store)).containsExactly(new StoreEntry("a", number(1)));
      store.put("d", number(4));
      store.abandon();
    }
    options = options.withResolution(Resolution.REFUSE);
    try (FileStore store = open()) {
      assertThat(store.count()).isEqualTo(2);
    }
    assertThat(told).anyMatch(text -> text.contains("damaged journal is kept"));
  }

  @Test
  void aJournalThatIsGoneIsRefusedUntilTheFileIsToHold() throws IOException {
    for (String before : new String[] {"{\"a\": 1}", ""}) {
      if (!before.isEmpty()) {
        Files.writeString(file, before);
      }
      dieWith("b", number(2));
      for (Path part : journal()) {
        Files.delete(part);
      }
      for (Resolution resolution : new Resolution[] {Resolution.REFUSE, Resolution.JOURNAL}) {
        options = options.withResolution(resolution);
        assertThatThrownBy(this::open)
            .hasMessageContaining("CF-7014")
            .hasMessageContaining("every file of the journal is gone");
        assertThat(journal()).isEmpty();
      }
      options = options.withResolution(Resolution.FILE);
      open().abandon();
      options = options.withResolution(Resolution.REFUSE);
      try (FileStore store = open()) {
        assertThat(store.count()).isEqualTo(before.isEmpty() ? 0 : 1);
      }
      file = folder.resolve("other/memory.json");
      Files.createDirectories(file.getParent());
    }
    assertThat(told).hasSize(2).allMatch(text -> text.contains("the file holds as it stands"));
  }

  @Test
  void memoryGoesWithTheJournalWhateverIsThrownWhileItIsWritten() {
    for (String point : new String[] {"store.journal", "segment.written", "store.journaled"}) {
      List<StoreEntry> seen;
      try (FileStore store = open()) {
        FaultPoints.install(
            name -> {
              if (name.equals(point)) {
                throw new OutOfMemoryError("made up");
              }
            });
        assertThatThrownBy(() -> store.put(point, number(1))).hasMessage("made up");
        FaultPoints.install(name -> {});
        store.put("behind " + point, number(2));
        seen = entries(store);
        store.abandon();
      } finally {
        FaultPoints.install(name -> {});
      }
      try (FileStore store = open()) {
        assertThat(entries(store)).as(point).isEqualTo(seen);
        store.abandon();
      }
    }
  }

  @Test
  void isOpenOnceOnly() {
    try (FileStore store = open()) {
      store.put("a", number(1));
      assertThatThrownBy(this::open)
          .hasMessageContaining("CF-7107")
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
      store.put("a", number(2));
    }
    open().close();
  }

  @Test
  void whatIsEditedWhileTheStoreIsOpenIsKeptBesideIt() throws IOException {
    Files.writeString(file, "{\"a\": 1}");
    try (FileStore store = open()) {
      Files.writeString(file, "{\"a\": \"mine\"}");
      store.put("b", number(2));
    }
    assertThat(Files.readString(file)).contains("\"a\": 1");
    assertThat(Files.readString(folder.resolve("memory.json.crossfade/edited-1")))
        .isEqualTo("{\"a\": \"mine\"}");
    assertThat(told).hasSize(1).allMatch(text -> text.contains("while the store was open"));
  }

  @Test
  void aFileThatCannotBeWrittenLosesNothing() throws IOException {
    FileStore store = open();
    store.put("a", number(1));
    Path inTheWay = Files.createDirectories(folder.resolve("memory.json/x"));
    assertThatThrownBy(store::rewrite).hasMessageContaining("CF-7016");
    store.put("b", number(2));
    assertThatThrownBy(store::close).hasMessageContaining("CF-7016");
    Files.delete(inTheWay);
    Files.delete(inTheWay.getParent());
    try (FileStore again = open()) {
      assertThat(again.count()).isEqualTo(2);
    }
    assertThat(Files.readString(file)).contains("\"b\": 2");
  }

  @Test
  void writersGoOnWhileTheFileIsRewritten() {
    try (FileStore store = open()) {
      store.put("a", number(1));
      List<String> steps = new ArrayList<>();
      FaultPoints.install(
          point -> {
            if (point.startsWith("store.rewrite.") && !steps.contains(point)) {
              steps.add(point);
              store.put(point, number(1));
              assertThat(store.get(point)).isEqualTo(number(1));
            }
          });
      store.rewrite();
      assertThat(steps).contains("store.rewrite.prepared", "store.rewrite.published");
      assertThat(store.count()).isEqualTo(1L + steps.size());
    } finally {
      FaultPoints.install(name -> {});
    }
    try (FileStore store = open()) {
      assertThat(store.count()).isGreaterThan(5);
    }
  }

  @Test
  void aFolderKeepsNamesThatItFoundAndReplacesOnlyWhatChanged() throws IOException {
    Path documents = Files.createDirectories(folder.resolve("documents/Sub"));
    Path root = documents.getParent();
    Files.writeString(root.resolve("Foo Bar.json"), "{ \"x\": 1 }");
    Files.writeString(documents.resolve("y.json"), "[1]");
    Files.writeString(root.resolve("readme.txt"), "none of ours");
    FileStamp stamp = FileStamp.of(documents.resolve("y.json"));
    try (FileStore store = FileStore.open(root, options)) {
      assertThat(entries(store).stream().map(StoreEntry::key)).containsExactly("Foo Bar", "Sub/y");
      store.put("Foo Bar", number(2));
      store.put("new/Key", number(3));
    }
    assertThat(Files.readString(root.resolve("Foo Bar.json"))).isEqualTo("2\n");
    assertThat(Files.readString(root.resolve("new/%4bey.json"))).isEqualTo("3\n");
    assertThat(FileStamp.of(documents.resolve("y.json"))).isEqualTo(stamp);
    assertThat(Files.readString(folder.resolve("documents.backup/Foo Bar.json")))
        .isEqualTo("{ \"x\": 1 }");
    Files.writeString(root.resolve("%46oo%20%42ar.json"), "1");
    assertThatThrownBy(() -> FileStore.open(root, options)).hasMessageContaining("CF-7011");
  }

  @Test
  void ednKeepsKeywordsAndRefusesOtherKeys() throws IOException {
    Path edn = folder.resolve("memory.edn");
    Files.writeString(edn, "{:presence/42 {:user/id 42, :name \"Ann\"}, \"k\" #{1 2}}");
    try (FileStore store = FileStore.open(edn, options)) {
      assertThat(store.get(":presence/42")).isInstanceOf(Document.MapOf.class);
      store.put(":presence/43", new Document.Keyword("away"));
    }
    assertThat(Files.readString(edn)).contains(":presence/43 :away").contains(":user/id 42");
    Path odd = folder.resolve("odd.edn");
    Files.writeString(odd, "{[1] 2}");
    assertThatThrownBy(() -> FileStore.open(odd, options)).hasMessageContaining("CF-7011");
  }
}

package dev.crossfade.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.files.store.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code on the page of stores compiles, does what the page says, and is on the page as here. */
class StorePageTest {
  private static final Path SOURCE = Path.of("src/test/java/dev/crossfade/docs/StorePageTest.java");

  @TempDir Path folder;

  private List<String> run(Path file) {
    // tag::store
    try (Store store = FileStore.open(file)) {
      store.put(":presence/42", new Document.Text("Ann"));
      store.update(
          "visits", old -> new Document.Int(old instanceof Document.Int n ? n.value() + 1 : 1));
      store.inTransaction(
          work -> {
            work.put("project/new", new Document.Bool(true));
            return work.delete("project/old");
          });
      try (Stream<StoreEntry> projects = store.scan("project/")) {
        return projects.map(StoreEntry::key).toList();
      }
    }
    // end::store
  }

  @Test
  void doesWhatThePageSays() throws IOException {
    Path file = folder.resolve("memory.edn");
    assertThat(run(file)).containsExactly("project/new");
    run(file);
    assertThat(Files.readString(file)).contains(":presence/42 \"Ann\"").contains("\"visits\" 2");
  }

  @Test
  void standsOnThePage() throws IOException {
    List<String> lines = Files.readAllLines(SOURCE);
    List<String> region =
        lines.subList(lines.indexOf("    // tag::store") + 1, lines.indexOf("    // end::store"));
    String code = String.join("\n", region.stream().map(line -> line.substring(4)).toList());
    assertThat(Files.readString(Path.of("../docs/store.md")))
        .contains("```java\n" + code + "\n```");
  }
}

package dev.crossfade.sqlite.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.sqlite.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store in SQLite does beyond the contract: its file belongs to others, too. */
class SqliteStoreTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("app.sqlite");
  }

  private static Document number(long value) {
    return new Document.Int(value);
  }

  private static void assertFails(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CrossfadeException.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = Databases.connect(file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private static List<String> keys(SqliteStore store) {
    try (Stream<StoreEntry> scan = store.scan("")) {
      return scan.map(StoreEntry::key).toList();
    }
  }

  @Test
  void theApplicationsTablesStayAndItsTableShowsItsRowsAlone() throws Exception {
    Databases.run(
        file, "CREATE TABLE users(id INTEGER PRIMARY KEY)", "INSERT INTO users VALUES(7)");
    try (SqliteStore store = SqliteStore.open(file)) {
      store.put("a", new Document.Text("x"));
      store.put("z", number(1));
      store.inTransaction(
          work -> {
            work.put(StoreKeys.SIDE + "control", number(2));
            work.put("crossfadf", number(3));
            return work.delete("z");
          });
      assertThat(rows("SELECT key || value FROM documents"))
          .containsExactly("a\"x\"", "crossfadf3");
      assertThat(rows("SELECT key || value FROM documents_crossfade"))
          .containsExactly("crossfade:control2");
      assertThat(keys(store)).containsExactly("a", "crossfade:control", "crossfadf");
      assertThat(store.get(StoreKeys.SIDE + "control")).isEqualTo(number(2));
      assertThat(store.count()).isEqualTo(3);
    }
    assertThat(rows("SELECT id FROM users")).containsExactly("7");
    assertThat(rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"))
        .containsExactly("documents", "documents_crossfade", "users");
  }

  @Test
  void severalStoresLieInOneFile() {
    SqliteStoreOptions options = SqliteStoreOptions.defaults();
    try (SqliteStore one = SqliteStore.open(file, options);
        SqliteStore other = SqliteStore.open(file, options.withTable("o'the\"r t"));
        SqliteStore same = SqliteStore.open(file, options.withTable("DOCUMENTS"))) {
      one.put("a", number(1));
      other.put("a", number(2));
      assertThat(one.get("a")).isEqualTo(number(1));
      assertThat(other.get("a")).isEqualTo(number(2));
      assertThat(same.get("a")).isEqualTo(number(1));
      same.put("b", number(3));
      assertThat(keys(one)).containsExactly("a", "b");
      assertThat(keys(other)).containsExactly("a");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE documents(key TEXT PRIMARY KEY, value TEXT NOT NULL)",
        "CREATE TABLE documents(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE documents(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
        "CREATE TABLE documents(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID, STRICT",
        "CREATE TABLE documents(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID, STRICT",
        "CREATE TABLE documents(key TEXT PRIMARY KEY, value TEXT NOT NULL, x INT)"
            + " WITHOUT ROWID, STRICT",
        "CREATE TABLE documents(key TEXT COLLATE NOCASE PRIMARY KEY, value TEXT NOT NULL)"
            + " WITHOUT ROWID, STRICT",
        "CREATE TABLE documents(key TEXT, value TEXT NOT NULL, PRIMARY KEY(key DESC))"
            + " WITHOUT ROWID, STRICT",
        "CREATE TABLE documents(key TEXT, value TEXT NOT NULL, PRIMARY KEY(key, value))"
            + " WITHOUT ROWID, STRICT",
        "CREATE VIEW documents AS SELECT 'a' AS key, '1' AS value",
        "CREATE TABLE documents_crossfade(x)"
      })
  void aTableOfAnotherShapeIsRefusedAndTheFileLeftAsItWas(String table) throws Exception {
    Databases.run(file, table);
    byte[] before = Files.readAllBytes(file);
    assertFails(ErrorCode.CF_7321, () -> SqliteStore.open(file));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(folder).isDirectoryContaining(one -> one.equals(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aTableThatHoldsKeysOfSideEntriesIsRefused() throws Exception {
    SqliteStore.open(file).close();
    Databases.run(file, "INSERT INTO documents VALUES ('crossfade:x', '1')");
    assertFails(ErrorCode.CF_7321, () -> SqliteStore.open(file));
  }

  @Test
  void textInUtf16IsRefused() throws Exception {
    Databases.run(file, "PRAGMA encoding = 'UTF-16'", "CREATE TABLE t(x)");
    assertFails(ErrorCode.CF_7321, () -> SqliteStore.open(file));
  }

  @Test
  void whatIsNoDatabaseIsRefused() throws Exception {
    Files.writeString(file, "no database at all, whatever its name says".repeat(50));
    assertFails(ErrorCode.CF_2011, () -> SqliteStore.open(file));
    Path nowhere = folder.resolve("no/where");
    assertFails(ErrorCode.CF_7324, () -> SqliteStore.open(nowhere));
  }

  @Test
  void optionsThatMakeNoStoreAreRefused() {
    SqliteStoreOptions options = SqliteStoreOptions.defaults();
    for (String table : List.of("", "a\0", "sqlite_x", "SQLite_x", "a_crossfade")) {
      assertFails(ErrorCode.CF_1002, () -> options.withTable(table));
    }
    assertFails(ErrorCode.CF_1002, () -> options.withBusyTimeout(Duration.ofMillis(-1)));
    assertFails(ErrorCode.CF_1002, () -> options.withSnapshots(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'no json'", "'{\"~nothing\": 1}'", "CAST(x'22ff22' AS TEXT)"})
  void aRowThatIsNoDocumentIsNamedAndCanBeReplaced(String value) throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      Databases.run(file, "INSERT INTO documents VALUES ('secret', " + value + ")");
      assertThatThrownBy(() -> store.get("secret"))
          .hasMessageContaining("CF-7326")
          .hasMessageContaining("documents")
          .hasMessageNotContaining("secret")
          .hasMessageNotContaining("no json");
      assertFails(ErrorCode.CF_7326, () -> keys(store));
      assertFails(ErrorCode.CF_7326, () -> store.update("secret", old -> number(1)));
      store.put("secret", number(1));
      assertThat(store.get("secret")).isEqualTo(number(1));
    }
  }

  @Test
  void rowsOfAnotherProgramAreRead() throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      Databases.run(file, "INSERT INTO documents VALUES ('a', '{\"b\" : [1, 2.0]}')");
      assertThat(store.get("a"))
          .isEqualTo(dev.crossfade.core.document.DocumentJson.decode("{\"b\": [1, 2.0]}"));
      Databases.run(file, "DELETE FROM documents");
      assertThat(store.get("a")).isNull();
      assertThat(store.count()).isZero();
    }
  }

  /** Whoever holds the right to write longer than is waited for is told from a failure. */
  @Test
  void aWriterThatWaitsTooLongSaysSoAndHasWrittenNothing() throws Exception {
    for (Durability durability : Durability.values()) {
      SqliteStoreOptions options =
          SqliteStoreOptions.defaults()
              .withDurability(durability)
              .withBusyTimeout(Duration.ofMillis(20));
      try (SqliteStore store = SqliteStore.open(file, options);
          Connection other = Databases.connect(file);
          Statement statement = other.createStatement()) {
        store.put("a", number(1));
        statement.execute("BEGIN IMMEDIATE");
        statement.execute("UPDATE documents SET value = '2'");
        boolean[] called = {false};
        assertFails(ErrorCode.CF_7322, () -> store.put("a", number(3)));
        assertFails(ErrorCode.CF_7322, () -> store.delete("a"));
        assertFails(ErrorCode.CF_7322, () -> store.inTransaction(work -> called[0] = true));
        assertThat(called[0]).isFalse();
        assertThat(store.get("a")).as("reads do not wait").isEqualTo(number(1));
        statement.execute("COMMIT");
        assertThat(store.get("a")).isEqualTo(number(2));
        store.put("a", number(3));
        assertThat(store.get("a")).isEqualTo(number(3));
      }
    }
  }

  @Test
  void aThreadThatWasInterruptedWaitsForOthersNevertheless() throws Exception {
    try (SqliteStore store = SqliteStore.open(file);
        Connection other = Databases.connect(file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      boolean[] kept = {false};
      Thread writer =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                store.put("a", number(1));
                kept[0] = Thread.interrupted();
              });
      writer.start();
      while (writer.getState() != Thread.State.TIMED_WAITING) {
        assertThat(writer.isAlive()).as("it waits").isTrue();
        Thread.onSpinWait();
      }
      statement.execute("COMMIT");
      writer.join();
      assertThat(kept[0]).isTrue();
      assertThat(store.get("a")).isEqualTo(number(1));
    }
  }

  @Test
  void aFileThatAnotherOneTookThePlaceOfIsNotWritten() throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.put("a", number(1));
      Path other = folder.resolve("other.sqlite");
      SqliteStore.open(other).close();
      Files.move(file, folder.resolve("away"));
      assertFails(ErrorCode.CF_7327, () -> store.put("b", number(1)));
      Files.move(other, file);
      assertFails(ErrorCode.CF_7327, () -> store.put("b", number(1)));
      assertFails(ErrorCode.CF_7327, () -> store.update("a", old -> null));
      assertFails(ErrorCode.CF_7327, store::sync);
    }
  }

  @Test
  void snapshotsAreBoundedAndOutliveTheStore() {
    SqliteStore store = SqliteStore.open(file, SqliteStoreOptions.defaults().withSnapshots(2));
    store.put("a", number(1));
    store.put("b", number(2));
    StoreSnapshot one = store.snapshot();
    store.put("a", number(3));
    StoreSnapshot two = store.snapshot();
    assertFails(ErrorCode.CF_7325, store::snapshot);
    assertFails(ErrorCode.CF_7325, () -> store.scan(""));
    assertThat(one.get("a")).isEqualTo(number(1));
    assertThat(two.get("a")).isEqualTo(number(3));
    two.close();
    two.close();
    assertThat(keys(store)).containsExactly("a", "b");
    assertFails(ErrorCode.CF_7001, () -> two.get("a"));
    store.close();
    assertThat(one.get("a")).isEqualTo(number(1));
    try (Stream<StoreEntry> scan = one.scan("", "a")) {
      assertThat(scan).containsExactly(new StoreEntry("b", number(2)));
    }
    one.close();
  }

  /** What is read behind a key and under a prefix is what a sorted map says. */
  @Test
  void rangesAreThoseOfASortedMap() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> letters =
        List.of(
            "a", "b", "crossfade:", "\u0001", "\ud7ff", "\ue000", "\uffff", "🎧", "\udbff\udfff");
    TreeMap<String, Document> model = new TreeMap<>(StoreKeys.ORDER);
    try (SqliteStore store = SqliteStore.open(file)) {
      for (int i = 0; i < 120; i++) {
        String key = text(random, letters) + letters.get(random.nextInt(letters.size()));
        store.put(key, number(i));
        model.put(key, number(i));
      }
      try (StoreSnapshot snapshot = store.snapshot()) {
        for (int i = 0; i < 400; i++) {
          String prefix = cut(random, text(random, letters));
          String after = random.nextInt(3) == 0 ? null : cut(random, text(random, letters));
          List<String> expected =
              model.keySet().stream()
                  .filter(key -> key.startsWith(prefix))
                  .filter(key -> after == null || StoreKeys.ORDER.compare(key, after) > 0)
                  .toList();
          try (Stream<StoreEntry> scan = snapshot.scan(prefix, after)) {
            assertThat(scan.map(StoreEntry::key)).as("seed %d", seed).isEqualTo(expected);
          }
        }
      }
    }
  }

  private static String text(Random random, List<String> letters) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(letters.get(random.nextInt(letters.size())));
    }
    return text.toString();
  }

  /** Sometimes half a pair of surrogates is left at the end. */
  private static String cut(Random random, String text) {
    return text.isEmpty() || random.nextInt(3) > 0 ? text : text.substring(0, text.length() - 1);
  }

  @Test
  void aRangeIsReadFromItsBeginningWithoutSorting() throws Exception {
    SqliteStore.open(file).close();
    for (boolean bounded : new boolean[] {true, false}) {
      String plan =
          String.join(
              "; ", plan("EXPLAIN QUERY PLAN " + new StoreTables("documents").range(">", bounded)));
      assertThat(plan).doesNotContain("TEMP").doesNotContain("SCAN").contains("SEARCH");
    }
  }

  private List<String> plan(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = Databases.connect(file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql.replace("?1", "'a'").replace("?2", "'b'"))) {
      while (result.next()) {
        rows.add(result.getString("detail"));
      }
    }
    return rows;
  }

  @Test
  void aFailureWithinATransactionThatIsCaughtDoesNotCommitTheRest() throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      Databases.run(
          file,
          "CREATE TRIGGER no BEFORE INSERT ON documents WHEN new.key = 'b'"
              + " BEGIN SELECT RAISE(ROLLBACK, 'no'); END");
      assertThatThrownBy(
              () ->
                  store.inTransaction(
                      work -> {
                        work.put("a", number(1));
                        try {
                          work.put("b", number(1));
                        } catch (CrossfadeException caught) {
                          assertThatThrownBy(() -> work.put("c", number(1))).isSameAs(caught);
                        }
                        return true;
                      }))
          .hasMessageContaining("no");
      assertThat(store.count()).isZero();
      store.put("a", number(2));
      assertThat(keys(store)).containsExactly("a");
    }
  }

  @Test
  void closingWithinATransactionIsRefused() {
    try (SqliteStore store = SqliteStore.open(file)) {
      assertFails(
          ErrorCode.CF_7004,
          () ->
              store.inTransaction(
                  work -> {
                    store.close();
                    return true;
                  }));
      store.put("a", number(1));
    }
  }

  @Test
  void aLargeValueIsKept() {
    String text = "żółw 🎧".repeat(300_000);
    try (SqliteStore store = SqliteStore.open(file)) {
      store.put("large", new Document.Text(text));
    }
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(store.get("large")).isEqualTo(new Document.Text(text));
    }
  }

  @Test
  void theLogGoesWithTheLastConnection() throws IOException {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.put("a", number(1));
      store.get("a");
      store.scan("").close();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(Arrays.stream(folder.toFile().list())).containsExactly("app.sqlite");
  }
}

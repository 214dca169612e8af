package dev.crossfade.postgres.store;

import static dev.crossfade.testkit.Documents.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.postgres.catalog.PostgresSchemaReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a store in PostgreSQL does beyond every store. */
class PostgresStoreTest {
  private static final Document N = new Document.Keyword("n");
  private static final Document AT = new Document.Keyword("at");

  private final StoreFixture fixture = new StoreFixture(StoreFixture.several());
  private final PostgresStore store = fixture.open();

  @AfterEach
  void close() {
    store.close();
    fixture.close();
  }

  private static void fails(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CrossfadeException.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  private static Document map(Document... keysAndValues) {
    MapBuilder map = new MapBuilder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map.build();
  }

  @Test
  void attributesLieInTheirColumnsAndChangesBySqlAreSeen() {
    Document moment = new Document.Moment(Instant.parse("2026-01-01T00:00:00.123456Z"));
    store.put("k1", map(N, number(1), AT, moment, new Document.Text("x"), number(2)));
    assertThat(
            fixture.one(
                "SELECT n || ' ' || (at = '2026-01-01 00:00:00.123456Z') || rest"
                    + " FROM application.\"Numbered docs\" WHERE key = 'k1'"))
        .isEqualTo("1 true{\"x\": 2}");
    fixture.sql("UPDATE application.\"Numbered docs\" SET n = 5, at = NULL");
    Document changed = map(N, number(5), new Document.Text("x"), number(2));
    assertThat(store.get("k1")).isEqualTo(changed);
    assertThat(store.update("k1", old -> old)).isEqualTo(changed);
    store.put("k1", map(N, new Document.Text("no number")));
    assertThat(fixture.one("SELECT rest FROM application.\"Numbered docs\" WHERE n IS NULL"))
        .isEqualTo("{\":n\": \"no number\"}");
  }

  @Test
  void whatNoDocumentHasIsRefusedWithoutItsValue() {
    store.put("k1", map());
    fixture.sql("UPDATE application.\"Numbered docs\" SET at = 'infinity'");
    fails(ErrorCode.CF_7302, () -> store.get("k1"));
    fails(ErrorCode.CF_7302, () -> store.update("k1", old -> number(1)));
    fails(ErrorCode.CF_7302, () -> store.scan("").close());
    fixture.sql("UPDATE application.\"Numbered docs\" SET at = '10000-01-01Z'");
    fails(ErrorCode.CF_7302, () -> store.get("k1"));
    fixture.sql("UPDATE application.\"Numbered docs\" SET at = NULL, n = 1, rest = '7'");
    fails(ErrorCode.CF_7301, () -> store.get("k1"));
    fixture.sql("UPDATE application.\"Numbered docs\" SET n = NULL, rest = '\"~secret\"'");
    fails(ErrorCode.CF_2243, () -> store.get("k1"));
    store.put("k1", number(1));
    assertThat(store.get("k1")).isEqualTo(number(1));
  }

  @Test
  void whatTheTableRefusesIsNotKeptAndNotTold() {
    fixture.sql("ALTER TABLE application.rest ADD CHECK (rest <> '99')");
    fixture.sql("ALTER TABLE application.rest ADD UNIQUE (rest)");
    store.put("a", number(1));
    for (Document refused : List.of(number(99), number(1))) {
      assertThatThrownBy(() -> store.put("secret-key", refused))
          .hasMessageContaining("CF-7003")
          .hasMessageNotContaining("secret-key")
          .satisfies(e -> assertThat(e.getCause()).hasMessageNotContaining("secret-key"));
      fails(ErrorCode.CF_7003, () -> store.update("b", old -> refused));
      fails(
          ErrorCode.CF_7003,
          () ->
              store.inTransaction(
                  work -> {
                    work.put("c", number(3));
                    work.put("d", refused);
                    return true;
                  }));
    }
    fails(ErrorCode.CF_7003, () -> store.put("a", tooDeep()));
    assertThat(store.count()).isEqualTo(1);
  }

  /** More rows than the driver fetches at once. */
  @Test
  void aSnapshotIsOneStateHoweverLongItIsRead() {
    for (int i = 0; i < 1_500; i++) {
      store.put("k" + (1_000 + i), number(i));
      if (i % 10 == 0) {
        store.put("f/" + (1_000 + i), number(i));
      }
    }
    StoreSnapshot state = store.snapshot();
    try (state;
        Stream<StoreEntry> scan = state.scan("k", "k1009")) {
      Iterator<StoreEntry> entries = scan.iterator();
      for (int i = 10; i < 1_500; i++) {
        assertThat(entries.next()).isEqualTo(new StoreEntry("k" + (1_000 + i), number(i)));
        if (i == 100) {
          fixture.sql("DELETE FROM application.\"Numbered docs\" WHERE n IS NULL");
          store.put("k1500", number(-1));
          store.close();
        }
      }
      assertThat(entries.hasNext()).isFalse();
    }
    try (PostgresStore again = fixture.open();
        Stream<StoreEntry> scan = again.scan("")) {
      assertThat(scan.count()).isEqualTo(151);
    }
    fails(ErrorCode.CF_7001, () -> state.get("k1500"));
  }

  @Test
  void scansAreWholeForAnyTextAndBeginBehindAny() {
    for (String key : List.of("a", "a🎧", "b", "k", "m/1", "z")) {
      store.put(key, number(1));
    }
    try (StoreSnapshot state = store.snapshot()) {
      assertThat(keys(state, "a\ud83c", null)).containsExactly("a🎧");
      assertThat(keys(state, "a\0", null)).isEmpty();
      assertThat(keys(state, "", null)).containsExactly("a", "a🎧", "b", "k", "m/1", "z");
      assertThat(keys(state, "", "a\0")).containsExactly("a🎧", "b", "k", "m/1", "z");
      assertThat(keys(state, "", "a\udbff")).containsExactly("b", "k", "m/1", "z");
      assertThat(keys(state, "", "a")).containsExactly("a🎧", "b", "k", "m/1", "z");
      assertThat(keys(state, "a", "A")).containsExactly("a", "a🎧");
      assertThat(keys(state, "a", "b")).isEmpty();
      assertThat(keys(state, "", "z")).isEmpty();
      assertThat(state.get("m/1")).isEqualTo(number(1));
    }
    store.put("\udbff\udfff", number(1));
    store.put("\ud7ff", number(1));
    store.put("\ue000", number(1));
    try (StoreSnapshot state = store.snapshot()) {
      assertThat(keys(state, "\udbff\udfff", null)).containsExactly("\udbff\udfff");
      assertThat(keys(state, "\ud7ff", null)).containsExactly("\ud7ff");
    }
  }

  private static List<String> keys(StoreSnapshot state, String prefix, String after) {
    try (Stream<StoreEntry> scan = state.scan(prefix, after)) {
      return scan.map(StoreEntry::key).toList();
    }
  }

  /** In a database of another order the index of the key serves scans all the same. */
  @Test
  void scansFindTheirKeysByTheIndex() {
    for (String table : List.of("\"Numbered docs\"", "folders", "rest")) {
      assertThat(
              fixture.one(
                  "SELECT collation_name FROM information_schema.columns WHERE column_name = 'key'"
                      + " AND table_name = '"
                      + table.replace("\"", "")
                      + "'"))
          .isEqualTo("C");
      assertThat(
              fixture.lines(
                  "SET enable_seqscan = off",
                  "SET enable_bitmapscan = off",
                  "EXPLAIN "
                      + new StoredTable(StoreFixture.SCHEMA, fixture.table(table.replace("\"", "")))
                          .scan("x", true, "y")
                          .replaceFirst("\\?", "'x'")
                          .replaceFirst("\\?", "'y'")))
          .startsWith("Index Scan")
          .contains("Index Cond")
          .doesNotContain("Sort");
    }
    assertThat(
            new PostgresSchemaReader(fixture::connect, StoreFixture.SCHEMA)
                .read()
                .tables()
                .get(0)
                .columns()
                .get(0)
                .collation())
        .isEqualTo("C");
  }

  /** With one connection, the next call waits in vain if one was kept. */
  @Test
  void connectionsGoBackInEveryCase() {
    StorePool pool =
        fixture.pool(new StorePool.Limits(1, Duration.ofSeconds(60), Duration.ofSeconds(60)));
    try (PostgresStore one = fixture.open(pool)) {
      one.put("a", number(1));
      assertThatThrownBy(
              () ->
                  one.update(
                      "a",
                      old -> {
                        throw new StackOverflowError("no");
                      }))
          .isInstanceOf(StackOverflowError.class);
      assertThat(one.get("a")).isEqualTo(number(1));
      fails(ErrorCode.CF_7003, () -> one.put("a", tooDeep()));
      fixture.sql("ALTER TABLE application.rest ADD CHECK (rest <> '99')");
      fails(ErrorCode.CF_7003, () -> one.put("a", number(99)));
      fails(ErrorCode.CF_7003, () -> one.update("a", old -> number(99)));
      fixture.sql("ALTER TABLE application.rest RENAME TO gone");
      fails(ErrorCode.CF_7306, () -> one.get("a"));
      fails(ErrorCode.CF_7306, () -> one.scan("a").close());
      fails(ErrorCode.CF_7306, one::snapshot);
      fails(ErrorCode.CF_7306, one::count);
      fails(ErrorCode.CF_7306, () -> one.delete("a"));
      fails(ErrorCode.CF_7306, () -> one.update("a", old -> old));
      fixture.sql("ALTER TABLE application.gone RENAME TO rest");
      one.scan("").close();
      one.snapshot().close();
      one.inTransaction(
          work -> {
            work.put("b", number(2));
            assertThat(one.get("a")).isEqualTo(number(1));
            assertThat(one.count()).isEqualTo(1);
            return work.get("b");
          });
      assertThat(one.count()).isEqualTo(2);
      Thread.currentThread().interrupt();
      one.put("b", number(3));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(one.delete("b")).isTrue();
    }
  }

  private static Document tooDeep() {
    Document deep = number(1);
    for (int i = 0; i <= Document.MOST_DEPTH; i++) {
      deep = new Document.VectorOf(List.of(deep));
    }
    return deep;
  }
}

package dev.crossfade.testkit;

import static dev.crossfade.testkit.Documents.number;
import static dev.crossfade.testkit.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreTransaction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Store} does. A store's test extends this and gives a store to try; {@link
 * StoreThreadsContract} says what it does for many threads.
 */
public abstract class StoreContract extends SnapshotContract {
  private static final List<String> ODD_KEYS =
      List.of(
          "a",
          "a/",
          "a//",
          "/a",
          "/",
          "//",
          "a/b",
          "a/b/c",
          "a.json",
          "a.json/b",
          "a\uffff",
          "a\uffffb",
          "a0",
          "A",
          "aA",
          "Aa",
          ".",
          "..",
          "../a",
          "./a",
          ".a",
          "a.",
          " ",
          " a ",
          "a\n",
          "\t",
          "\u0001",
          "é",
          "e\u0301",
          "żółw",
          "🎧",
          "🎧/🎧",
          "\ue000",
          "%",
          "%41",
          "%2e",
          "%%",
          "a%",
          "a%/b",
          "%_",
          "~",
          "~a",
          "~~:a",
          ":a",
          "~:a",
          ":a/b",
          ": a",
          ":",
          "::a",
          "con",
          "CON",
          "nul",
          "a:b",
          "a*",
          "a?",
          "\"",
          "\\",
          "a\\b",
          "'",
          "{",
          "#{",
          ";",
          "nil",
          "true",
          "1",
          "-",
          "x".repeat(1000),
          "é".repeat(500),
          "🎧".repeat(250),
          "y/".repeat(500));

  /** For subclasses; the store is opened before each test. */
  protected StoreContract() {}

  /** Whether this kind of store keeps such a value; if not it must say so with CF-7003. */
  protected boolean keeps(Document value) {
    Objects.requireNonNull(value);
    return true;
  }

  @Test
  void aNewStoreIsEmpty() {
    assertThat(store().count()).isZero();
    assertThat(store().get("a")).isNull();
    assertThat(store().delete("a")).isFalse();
    assertThat(entries("")).isEmpty();
    assertThat(reopen().count()).isZero();
  }

  @Test
  void putsReplacesAndDeletes() {
    store().put("a", number(1));
    store().put("b", text("x"));
    store().put("a", text("y"));
    assertThat(store().get("a")).isEqualTo(text("y"));
    assertThat(store().count()).isEqualTo(2);
    assertThat(store().delete("a")).isTrue();
    assertThat(store().delete("a")).isFalse();
    assertThat(store().get("a")).isNull();
    assertThat(reopen().get("a")).isNull();
    assertThat(entries("")).containsExactly(new StoreEntry("b", text("x")));
  }

  @Test
  void keepsEveryKindOfDocument() {
    List<Document> all = Documents.all();
    long kept = 0;
    for (int i = 0; i < all.size(); i++) {
      String key = "k" + i;
      Document value = all.get(i);
      if (keeps(value)) {
        kept++;
        store().put(key, value);
        assertThat(store().get(key)).isEqualTo(value);
      } else {
        store().put(key, number(i));
        kept++;
        assertFails(ErrorCode.CF_7003, () -> store().put(key, value));
        assertFails(ErrorCode.CF_7003, () -> store().update(key, old -> value));
        assertThat(store().get(key)).isEqualTo(number(i));
      }
    }
    reopen();
    assertThat(store().count()).isEqualTo(kept);
    for (int i = 0; i < all.size(); i++) {
      Document value = all.get(i);
      assertThat(store().get("k" + i)).isEqualTo(keeps(value) ? value : number(i));
    }
  }

  @Test
  void keepsOddKeysApartAndInOrder() {
    TreeMap<String, Document> expected = new TreeMap<>(StoreKeys.ORDER);
    for (int i = 0; i < ODD_KEYS.size(); i++) {
      store().put(ODD_KEYS.get(i), number(i));
      expected.put(ODD_KEYS.get(i), number(i));
    }
    assertThat(expected).hasSameSizeAs(ODD_KEYS);
    assertHolds(expected);
    reopen();
    assertHolds(expected);
    for (String key : ODD_KEYS.subList(0, ODD_KEYS.size() / 2)) {
      assertThat(store().delete(key)).isTrue();
      expected.remove(key);
    }
    assertHolds(expected);
    reopen();
    assertHolds(expected);
  }

  private void assertHolds(SortedMap<String, Document> expected) {
    assertThat(keys("")).containsExactlyElementsOf(expected.keySet());
    expected.forEach((key, value) -> assertThat(store().get(key)).isEqualTo(value));
    assertThat(store().count()).isEqualTo(expected.size());
  }

  @Test
  void scansByPrefixInTheOrderOfCodePoints() {
    List<String> ordered =
        List.of("a", "a\u0001", "a/", "a/1", "a/10", "a/2", "aa", "a\ue000", "a\uffff", "a🎧", "b");
    for (int i = ordered.size() - 1; i >= 0; i--) {
      store().put(ordered.get(i), number(i));
    }
    assertThat(keys("")).isEqualTo(ordered);
    assertThat(keys("a")).isEqualTo(ordered.subList(0, 10));
    assertThat(keys("a/")).containsExactly("a/", "a/1", "a/10", "a/2");
    assertThat(keys("a/1")).containsExactly("a/1", "a/10");
    assertThat(keys("a\uffff")).containsExactly("a\uffff");
    assertThat(keys("\uffff")).isEmpty();
    assertThat(keys("b")).containsExactly("b");
    assertThat(keys("bb")).isEmpty();
    try (Stream<StoreEntry> scan = store().scan("a")) {
      assertThat(scan.limit(2).map(StoreEntry::key)).containsExactly("a", "a\u0001");
    }
  }

  @Test
  void refusesWhatIsNoKey() {
    for (String key : List.of("", "\u0000", "a\u0000", "\ud800", "a\udfffb", "x".repeat(1001))) {
      assertFails(ErrorCode.CF_7002, () -> store().get(key));
      assertFails(ErrorCode.CF_7002, () -> store().put(key, number(1)));
      assertFails(ErrorCode.CF_7002, () -> store().delete(key));
      assertFails(ErrorCode.CF_7002, () -> store().update(key, old -> number(1)));
      assertFails(
          ErrorCode.CF_7002, () -> store().inTransaction(work -> put(work, key, number(1))));
    }
    assertThat(reopen().count()).isZero();
  }

  private static boolean put(StoreTransaction work, String key, Document value) {
    work.put(key, value);
    return true;
  }

  @Test
  void updatesMakeChangeAndDelete() {
    assertThat(store().update("a", old -> old == null ? number(1) : number(-1)))
        .isEqualTo(number(1));
    assertThat(store().update("a", old -> text("was " + (old != null))))
        .isEqualTo(text("was true"));
    assertThat(store().get("a")).isEqualTo(text("was true"));
    assertThat(store().update("a", old -> null)).isNull();
    assertThat(store().get("a")).isNull();
    assertThat(store().update("a", old -> null)).isNull();
    assertThatThrownBy(
            () ->
                store()
                    .update(
                        "a",
                        old -> {
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");
    assertThat(reopen().count()).isZero();
  }

  @Test
  void aTransactionSeesItsOwnWritesAndOthersSeeThemAtItsEnd() {
    store().put("a", number(1));
    store().put("b", number(2));
    Document result =
        store()
            .inTransaction(
                work -> {
                  assertThat(work.get("a")).isEqualTo(number(1));
                  work.put("a", number(3));
                  assertThat(work.get("a")).isEqualTo(number(3));
                  assertThat(work.delete("b")).isTrue();
                  assertThat(work.delete("b")).isFalse();
                  assertThat(work.get("b")).isNull();
                  work.put("c", number(4));
                  work.put("d", number(5));
                  assertThat(work.delete("d")).isTrue();
                  assertThat(store().get("a")).isEqualTo(number(1));
                  assertThat(store().count()).isEqualTo(2);
                  return text("done");
                });
    assertThat(result).isEqualTo(text("done"));
    for (int i = 0; i < 2; i++) {
      assertThat(entries(""))
          .containsExactly(new StoreEntry("a", number(3)), new StoreEntry("c", number(4)));
      reopen();
    }
  }

  @Test
  void aTransactionThatThrowsLeavesNoTrace() {
    store().put("a", number(1));
    for (RuntimeException thrown :
        List.of(new IllegalStateException("no"), new IllegalArgumentException("never"))) {
      assertThatThrownBy(
              () ->
                  store()
                      .inTransaction(
                          work -> {
                            work.put("a", number(2));
                            work.put("b", number(2));
                            throw thrown;
                          }))
          .isSameAs(thrown);
      assertThat(entries("")).containsExactly(new StoreEntry("a", number(1)));
    }
    assertFails(
        ErrorCode.CF_7002,
        () ->
            store()
                .inTransaction(
                    work -> {
                      work.put("b", number(2));
                      work.put("", number(2));
                      return true;
                    }));
    store().put("c", number(3));
    reopen();
    assertThat(keys("")).containsExactly("a", "c");
  }

  @Test
  void aTransactionIsOfNoUseElsewhere() {
    List<StoreTransaction> kept = new ArrayList<>();
    store().inTransaction(kept::add);
    assertFails(ErrorCode.CF_7004, () -> kept.get(0).put("a", number(1)));
    assertFails(ErrorCode.CF_7004, () -> kept.get(0).get("a"));
    assertFails(
        ErrorCode.CF_7004,
        () ->
            store()
                .inTransaction(
                    work -> {
                      store().put("a", number(1));
                      return true;
                    }));
    assertFails(
        ErrorCode.CF_7004,
        () ->
            store()
                .update(
                    "a",
                    old -> {
                      store().delete("b");
                      return number(1);
                    }));
    assertThat(store().count()).isZero();
    store().put("a", number(2));
    assertThat(store().get("a")).isEqualTo(number(2));
  }

  @Test
  void aScanIsOneStateWhateverIsWrittenMeanwhile() {
    for (int i = 0; i < 100; i++) {
      store().put("k" + (100 + i), number(i));
    }
    try (Stream<StoreEntry> scan = store().scan("k")) {
      Iterator<StoreEntry> entries = scan.iterator();
      for (int i = 0; i < 100; i++) {
        assertThat(entries.next()).isEqualTo(new StoreEntry("k" + (100 + i), number(i)));
        store().put("k" + (100 + (i + 1) % 100), number(-1));
        store().delete("k" + (100 + (i + 50) % 100));
        store().put("k" + (300 + i), number(-1));
      }
      assertThat(entries.hasNext()).isFalse();
    }
  }

  @Test
  void reopeningGivesWhatWasWritten() {
    TreeMap<String, Document> expected = new TreeMap<>(StoreKeys.ORDER);
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 50; i++) {
        String key = "p" + i % 7 + "/" + i * 31 % 40;
        if (i % 5 == 4) {
          store().delete(key);
          expected.remove(key);
        } else {
          store().put(key, number(round * 100L + i));
          expected.put(key, number(round * 100L + i));
        }
      }
      store().sync();
      reopen();
      assertHolds(expected);
    }
  }

  @Test
  void aClosedStoreSaysSo() {
    store().put("a", number(1));
    Stream<StoreEntry> open = store().scan("");
    store().close();
    store().close();
    open.close();
    assertFails(ErrorCode.CF_7001, () -> store().get("a"));
    assertFails(ErrorCode.CF_7001, () -> store().put("a", number(2)));
    assertFails(ErrorCode.CF_7001, () -> store().delete("a"));
    assertFails(ErrorCode.CF_7001, () -> store().scan("").close());
    assertFails(ErrorCode.CF_7001, () -> store().update("a", old -> old));
    assertFails(ErrorCode.CF_7001, () -> store().inTransaction(work -> true));
    assertFails(ErrorCode.CF_7001, store()::count);
    assertFails(ErrorCode.CF_7001, store()::sync);
    reopen();
    assertThat(store().get("a")).isEqualTo(number(1));
  }

  @Test
  void anInterruptedThreadReadsAndWrites() {
    Thread.currentThread().interrupt();
    try {
      store().put("a", number(1));
      store().sync();
      assertThat(store().get("a")).isEqualTo(number(1));
      reopen();
      store().put("b", number(2));
    } finally {
      assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    }
    reopen();
    assertThat(keys("")).containsExactly("a", "b");
  }
}

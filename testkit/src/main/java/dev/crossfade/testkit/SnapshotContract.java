package dev.crossfade.testkit;

import static dev.crossfade.testkit.Documents.number;
import static dev.crossfade.testkit.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The part of {@link StoreContract} about snapshots and side entries, and the store it tries. */
abstract class SnapshotContract {
  private Store store;

  /** For subclasses; the store is opened before each test. */
  @SuppressWarnings("NullAway.Init")
  SnapshotContract() {}

  /** Opens the store of this test: empty at first, then with what was written before. */
  protected abstract Store open();

  /**
   * Whether side entries may be written; an application's view of a store hides and refuses them.
   */
  protected boolean keepsSideEntries() {
    return true;
  }

  /** The store that is open. */
  protected final Store store() {
    return store;
  }

  /** Closes the store and opens it again. */
  protected final Store reopen() {
    store.close();
    store = open();
    return store;
  }

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  static void assertFails(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CrossfadeException.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  /** All entries in the order in which a scan gives them. */
  protected final List<StoreEntry> entries(String prefix) {
    try (Stream<StoreEntry> scan = store.scan(prefix)) {
      return scan.toList();
    }
  }

  final List<String> keys(String prefix) {
    return entries(prefix).stream().map(StoreEntry::key).toList();
  }

  private static List<String> keys(StoreSnapshot snapshot, String prefix, @Nullable String after) {
    try (Stream<StoreEntry> scan = snapshot.scan(prefix, after)) {
      return scan.map(StoreEntry::key).toList();
    }
  }

  @Test
  void aSnapshotIsOneStateWhateverIsWrittenMeanwhile() {
    for (int i = 0; i < 100; i++) {
      store.put("k" + (100 + i), number(i));
    }
    try (StoreSnapshot snapshot = store.snapshot()) {
      store.put("k100", number(-1));
      try (Stream<StoreEntry> scan = snapshot.scan("k", null)) {
        Iterator<StoreEntry> found = scan.iterator();
        for (int i = 0; i < 100; i++) {
          assertThat(found.next()).isEqualTo(new StoreEntry("k" + (100 + i), number(i)));
          store.delete("k" + (100 + (i + 50) % 100));
          store.put("k" + (300 + i), number(-1));
        }
        assertThat(found.hasNext()).isFalse();
      }
      for (int i = 0; i < 100; i++) {
        assertThat(snapshot.get("k" + (100 + i))).isEqualTo(number(i));
        assertThat(snapshot.get("k" + (300 + i))).isNull();
      }
      assertThat(keys(snapshot, "k", "k197")).containsExactly("k198", "k199");
      assertFails(ErrorCode.CF_7002, () -> snapshot.get(""));
    }
    assertThat(keys("k1")).isEmpty();
    assertThat(store.count()).isEqualTo(100);
  }

  @Test
  void aSnapshotScansBehindAKey() {
    List<String> ordered =
        List.of("a", "a\u0001", "a/", "a/1", "a/10", "a/2", "aa", "a\ue000", "a\uffff", "a🎧", "b");
    for (int i = ordered.size() - 1; i >= 0; i--) {
      store.put(ordered.get(i), number(i));
    }
    try (StoreSnapshot snapshot = store.snapshot()) {
      for (int i = 0; i < ordered.size(); i++) {
        assertThat(keys(snapshot, "", ordered.get(i)))
            .isEqualTo(ordered.subList(i + 1, ordered.size()));
      }
      assertThat(keys(snapshot, "", null)).isEqualTo(ordered);
      assertThat(keys(snapshot, "a", "a")).isEqualTo(ordered.subList(1, 10));
      assertThat(keys(snapshot, "a/", "a/")).containsExactly("a/1", "a/10", "a/2");
      assertThat(keys(snapshot, "a/", "a/11")).as("not there").containsExactly("a/2");
      assertThat(keys(snapshot, "a/", "A")).as("before the prefix").hasSize(4);
      assertThat(keys(snapshot, "a/", "a0")).as("behind the prefix").isEmpty();
      assertThat(keys(snapshot, "a", "a🎧")).isEmpty();
      assertThat(keys(snapshot, "", "b")).isEmpty();
      assertThat(keys(snapshot, "", "\udbff\udfff")).as("behind all").isEmpty();
      assertThat(keys(snapshot, "b", null)).containsExactly("b");
      assertThat(keys(snapshot, "c", null)).isEmpty();
    }
  }

  @Test
  void eachSnapshotIsOfItsOwnState() {
    List<StoreSnapshot> snapshots = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        snapshots.add(store.snapshot());
        store.put("a", number(i));
        store.put("k" + i, number(i));
      }
      for (int i = 3; i >= 0; i--) {
        assertThat(snapshots.get(i).get("a")).isEqualTo(i == 0 ? null : number(i - 1));
        assertThat(keys(snapshots.get(i), "k", null)).hasSize(i);
        snapshots.get(i).close();
        snapshots.get(i).close();
      }
      StoreSnapshot left = store.snapshot();
      snapshots.add(left);
      reopen();
      left.close();
      assertThat(store.get("a")).isEqualTo(number(3));
    } finally {
      snapshots.forEach(StoreSnapshot::close);
    }
    store.close();
    assertFails(ErrorCode.CF_7001, () -> store.snapshot().close());
    store = open();
  }

  @Test
  void sideEntriesAreKeptAsAllOthers() {
    if (!keepsSideEntries()) {
      assertFails(ErrorCode.CF_7002, () -> store().put(StoreKeys.SIDE + "x", Documents.number(1)));
      return;
    }
    String longest =
        StoreKeys.SIDE + "x/" + "é".repeat((StoreKeys.MOST_BYTES + StoreKeys.SIDE_BYTES - 12) / 2);
    List<String> ordered =
        List.of(
            "a",
            "crossfade",
            "crossfade/",
            StoreKeys.SIDE,
            StoreKeys.SIDE + "A/b",
            StoreKeys.SIDE + "a",
            longest,
            "crossfade;",
            "d");
    List<String> shuffled = new ArrayList<>(ordered);
    Collections.reverse(shuffled);
    store.inTransaction(
        work -> {
          shuffled.forEach(key -> work.put(key, text(key)));
          assertThat(work.get(longest)).isEqualTo(text(longest));
          return true;
        });
    for (int round = 0; round < 2; round++) {
      assertThat(keys("")).isEqualTo(ordered);
      assertThat(keys("crossfade")).isEqualTo(ordered.subList(1, 8));
      assertThat(keys(StoreKeys.SIDE)).isEqualTo(ordered.subList(3, 7));
      assertThat(keys(StoreKeys.SIDE + "A")).containsExactly(StoreKeys.SIDE + "A/b");
      assertThat(keys("d")).containsExactly("d");
      assertThat(store.count()).isEqualTo(ordered.size());
      try (StoreSnapshot snapshot = store.snapshot()) {
        for (int i = 0; i < ordered.size(); i++) {
          assertThat(keys(snapshot, "", ordered.get(i)))
              .isEqualTo(ordered.subList(i + 1, ordered.size()));
          assertThat(snapshot.get(ordered.get(i))).isEqualTo(text(ordered.get(i)));
        }
      }
      reopen();
    }
    assertFails(ErrorCode.CF_7002, () -> store.put(longest + "x", number(1)));
    assertThat(store.delete(longest)).isTrue();
    assertThat(store.delete(longest)).isFalse();
    assertThat(reopen().get(longest)).isNull();
  }

  @Test
  void sideEntriesGoWithTheTransaction() {
    if (!keepsSideEntries()) {
      assertFails(ErrorCode.CF_7002, () -> store().put(StoreKeys.SIDE + "x", Documents.number(1)));
      return;
    }
    String note = StoreKeys.SIDE + "n";
    for (int i = 1; i <= 20; i++) {
      int number = i;
      store.inTransaction(
          work -> {
            assertThat(work.get(note)).isEqualTo(work.get("a"));
            work.put("a", number(number));
            work.put(note, number(number));
            return true;
          });
      assertThatThrownBy(
              () ->
                  store.inTransaction(
                      work -> {
                        work.put("a", number(-1));
                        work.delete(note);
                        throw new IllegalStateException("no");
                      }))
          .hasMessage("no");
      if (i % 7 == 0) {
        reopen();
      }
      Document expected = number(i);
      assertThat(store.get("a")).isEqualTo(expected);
      assertThat(store.get(note)).isEqualTo(expected);
    }
    Document undone = store.update(note, old -> null);
    assertThat(undone).isNull();
    assertThat(keys("")).containsExactly("a");
    assertThat(reopen().count()).isEqualTo(1);
  }
}

package dev.crossfade.facade.live;

import static dev.crossfade.testkit.Documents.number;
import static dev.crossfade.testkit.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.ChangedKey;
import dev.crossfade.core.live.ChangedKeys;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.EntryIds;
import dev.crossfade.core.live.LiveStore.Applied;
import dev.crossfade.core.live.LiveStore.Chunk;
import dev.crossfade.core.live.LiveStore.DeadKey;
import dev.crossfade.core.live.LiveStore.Picked;
import dev.crossfade.core.live.LiveStore.TakeRequest;
import dev.crossfade.core.live.Pass;
import dev.crossfade.core.live.PassResult;
import dev.crossfade.core.live.PreparedPasses;
import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentLiveStoreTest {
  private static final CollectionPlan PLAN = LocalStore.table().plan();
  private static final SideKeys SIDE = new SideKeys(LocalStore.GROUP);

  @TempDir private Path folder;
  private LocalStore first;
  private LocalStore second;

  @BeforeEach
  void open() {
    first = new LocalStore(folder.resolve("first"));
    second = new LocalStore(folder.resolve("second")).second();
    first.live().install();
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  private static void assertFails(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CrossfadeException.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  private Changes take(String pass) {
    return first.live().take(new TakeRequest(pass, null));
  }

  private void complete() {
    second.live().change(Rules::complete).orElseThrow();
  }

  private PassResult pass() {
    return Pass.run(first.live(), second.live());
  }

  private static List<String> keys(RowScan scan) {
    List<String> keys = new ArrayList<>();
    RowBatch batch = new RowBatch(64);
    try (scan) {
      while (scan.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          keys.add(
              Objects.requireNonNull(
                  KeyCells.text(batch.data(), batch.start(row), batch.end(row))));
        }
      }
    }
    return keys;
  }

  private static byte[] key(String text) {
    return KeyCells.of(text);
  }

  @Test
  void installingMakesTheControlRowOnce() {
    assertThat(first.live().state()).isEqualTo(StoreState.FIRST);
    first.writes().put("note/1", text("a"));
    first.live().install();
    assertThat(first.outbox()).containsExactly("note/1");
    assertThat(first.live().name()).isEqualTo("documents of notes");
    assertThat(first.live().counters()).isEmpty();
    first.live().remove();
    first.live().remove();
    assertThat(first.sideKeys("")).isEmpty();
    assertThat(first.live().isInstalled()).isFalse();
    assertFails(ErrorCode.CF_7342, () -> first.live().state());
    assertFails(ErrorCode.CF_7342, () -> first.live().requireIntact());
    assertFails(ErrorCode.CF_7342, () -> take("p"));
    // What a removal left that died is not taken for the new migration's.
    first.store().put(SIDE.dead("notes", "note/9"), text("left"));
    first.store().put(SIDE.outbox() + "note/9", number(1));
    first.live().install();
    assertThat(first.sideKeys("")).containsExactly(SIDE.control());
  }

  @Test
  void removingLeavesOtherGroupsAlone() {
    first.store().put("crossfade:control/notes2", text("x"));
    first.store().put("crossfade:outbox/notes2/a", number(1));
    first.store().put("crossfade:edited/note/1", text("x"));
    first.live().remove();
    assertThat(first.sideKeys(""))
        .containsExactly(
            "crossfade:control/notes2", "crossfade:edited/note/1", "crossfade:outbox/notes2/a");
  }

  @Test
  void takingAnEmptyOutboxNotesNothing() {
    try (Changes changes = take("p1")) {
      assertThat(changes.entries().size()).isZero();
      assertThat(changes.collections()).isEmpty();
      assertThat(changes.epoch()).isZero();
    }
    assertThat(first.live().preparedPasses()).isEqualTo(new PreparedPasses(null, List.of()));
    assertThat(first.live().awaitCommit(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void aPassBringsWhatWasChangedAndIsNotedOnBothSides() {
    complete();
    first.writes().put("note/1", text("a"));
    first.writes().put("note/2", new Document.MapOf(Map.of()));
    first.writes().put("elsewhere", text("not followed"));
    assertThat(first.live().awaitCommit(Duration.ofMinutes(1))).isTrue();
    PassResult result = pass();
    assertThat(result.kind()).isEqualTo(PassResult.Kind.APPLIED);
    assertThat(result.keys()).isEqualTo(2);
    assertThat(second.content()).isEqualTo(first.content()).hasSize(2);
    assertThat(second.live().lastPass()).isEqualTo(result.passId());
    assertThat(first.live().preparedPasses())
        .isEqualTo(new PreparedPasses(result.passId(), List.of()));
    assertThat(first.outbox()).isEmpty();
    assertThat(second.outbox()).isEmpty();
    first.writes().delete("note/1");
    pass();
    assertThat(second.content()).containsOnlyKeys("note/2");
    assertThat(pass().kind()).isEqualTo(PassResult.Kind.EMPTY);
  }

  @Test
  void trimmingLeavesKeysThatWereWrittenAgain() {
    first.writes().put("note/1", text("a"));
    first.writes().put("note/2", text("a"));
    Changes changes = take("p1");
    first.writes().put("note/1", text("b"));
    first.writes().put("note/3", text("b"));
    first.live().trim(changes);
    changes.close();
    assertThat(first.outbox()).containsExactly("note/1", "note/3");
    assertThat(first.live().preparedPasses()).isEqualTo(new PreparedPasses("p1", List.of()));
  }

  @Test
  void manyEntriesAreTrimmedInManyTransactions() {
    for (int i = 0; i < 1000; i++) {
      first.writes().put("note/" + (10_000 + i), number(i));
    }
    Changes changes = take("p1");
    assertThat(changes.entries().size()).isEqualTo(1000);
    assertThat(changes.keys()).isEqualTo(1000);
    first.writes().put("note/10007", text("again"));
    first.live().trim(changes);
    changes.close();
    assertThat(first.outbox()).containsExactly("note/10007");
  }

  @Test
  void passesAreConfirmedInTheOrderInWhichTheyWerePrepared() {
    List<Changes> taken = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      first.writes().put("note/" + i, number(i));
      taken.add(take("p" + i));
    }
    assertThat(first.live().preparedPasses())
        .isEqualTo(new PreparedPasses(null, List.of("p1", "p2", "p3")));
    first.live().trim(taken.get(1));
    assertThat(first.live().preparedPasses()).isEqualTo(new PreparedPasses("p2", List.of("p3")));
    first.live().trim(taken.get(0));
    assertThat(first.live().preparedPasses()).isEqualTo(new PreparedPasses("p2", List.of("p3")));
    first.live().adopt("other");
    assertThat(first.live().preparedPasses()).isEqualTo(new PreparedPasses("other", List.of()));
    taken.forEach(Changes::close);
  }

  @Test
  void reinstallingKnowsThePassThatIsShown() {
    first.writes().put("note/1", number(1));
    take("p1").close();
    first.live().reinstall("p1");
    assertThat(first.live().preparedPasses()).isEqualTo(new PreparedPasses(null, List.of("p1")));
    first.live().reinstall("strange");
    assertThat(first.live().preparedPasses().knows("strange")).isTrue();
  }

  @Test
  void whatIsTakenIsDurable() {
    first.writes().put("note/1", text("a"));
    take("p1").close();
    first.losePower();
    assertThat(first.content()).containsOnlyKeys("note/1");
    assertThat(first.live().preparedPasses().prepared()).containsExactly("p1");
    first.writes().put("note/2", text("lost"));
    first.losePower();
    assertThat(first.content()).containsOnlyKeys("note/1");
  }

  @Test
  void whatIsAppliedAndDecidedIsDurable() {
    complete();
    first.writes().put("note/1", text("a"));
    Changes changes = take("p1");
    assertThat(second.live().apply(changes, second.live().state().version()).state()).isNotNull();
    second.losePower();
    assertThat(second.content()).containsOnlyKeys("note/1");
    assertThat(second.live().lastPass()).isEqualTo("p1");
    first.live().change(row -> Rules.close(row, 0, 1)).orElseThrow();
    first.losePower();
    assertThat(first.live().state().open()).isFalse();
    changes.close();
  }

  @Test
  void aPassWhoseLookIsStaleDoesNothing() {
    complete();
    first.writes().put("note/1", text("late"));
    Changes late = take("late");
    long seen = second.live().state().version();
    first.writes().put("note/1", text("first"));
    assertThat(pass().kind()).isEqualTo(PassResult.Kind.APPLIED);
    assertThat(second.live().apply(late, seen)).isEqualTo(new Applied(null, 0));
    assertThat(second.content()).containsValue(text("first"));
    late.close();
  }

  @Test
  void valuesThatTheStoreCannotKeepLeaveTheOldOnesUntilAPassBringsAGoodOne() {
    complete();
    first.writes().put("note/1", text("a"));
    first.writes().put("note/2", text("a"));
    pass();
    second.live().recordChanges();
    Changes bad =
        changes(
            List.of("note/1", "note/2", "note/3", "other"),
            row("note/1", "x", "\"y\""),
            row("note/2", null, "\"b\""),
            row("other", null, "\"c\""));
    Applied applied = second.live().apply(bad, second.live().state().version());
    assertThat(applied.deadKeys()).isEqualTo(2);
    assertThat(second.content()).isEqualTo(Map.of("note/1", text("a"), "note/2", text("b")));
    assertThat(second.store().get("other")).isNull();
    List<DeadKey> dead = second.live().listDeadKeys(10);
    assertThat(dead).extracting(one -> KeyCells.text(one.key())).containsExactly("note/1", "other");
    assertThat(dead).extracting(DeadKey::code).containsExactly("CF-7301", "CF-7344");
    assertThat(second.live().listDeadKeys(1)).hasSize(1);
    assertThat(second.live().deadKeys()).isEqualTo(2);
    assertThat(second.live().deadKeys(PLAN, KeyRange.ALL)).hasSize(2);
    assertThat(second.live().deadKeys(PLAN, new KeyRange(null, key("note/1"))))
        .containsExactly(key("note/1"));
    assertThat(second.live().deadKeys(PLAN, new KeyRange(key("note/1"), null)))
        .containsExactly(key("other"));
    assertFails(
        ErrorCode.CF_6324,
        () ->
            second
                .live()
                .acceptDeadKeys(Map.of(PLAN, List.of(key("note/1"), key("note/2"))), true));
    assertThat(second.live().acceptedDeadKeys()).isZero();
    second.live().acceptDeadKeys(Map.of(PLAN, List.of(key("note/1"))), true);
    assertThat(second.live().acceptedDeadKeys()).isEqualTo(1);
    // Dead anew: nobody has accepted this value.
    Changes again = changes(List.of("note/1"), row("note/1", "x", "\"y\""));
    second.live().apply(again, second.live().state().version());
    assertThat(second.live().acceptedDeadKeys()).isZero();
    second.live().acceptDeadKeys(Map.of(PLAN, List.of(key("note/1"))), true);
    second.live().acceptDeadKeys(Map.of(PLAN, List.of(key("note/1"))), false);
    assertThat(second.live().acceptedDeadKeys()).isZero();
    Changes good = changes(List.of("note/1", "other"), row("note/1", null, "\"g\""));
    second.live().apply(good, second.live().state().version());
    assertThat(second.live().deadKeys()).isZero();
    assertThat(second.content()).containsEntry("note/1", text("g"));
  }

  @Test
  void aCollectionBroughtAsAWholeLosesKeysWithoutARow() {
    complete();
    for (int i = 1; i <= 4; i++) {
      first.writes().put("note/" + i, number(i));
    }
    pass();
    second.store().put("note/x/skipped", text("stays"));
    second.live().recordChanges();
    Spool rows = new RowSpool();
    rows.add(row("note/2", null, "\"new\""));
    rows.add(row("note/3", "x", "\"y\""));
    rows.add(row("note/7", null, "7"));
    Changes whole =
        new Changes(
            "whole",
            0,
            new EntryIds(new long[0]),
            List.of(new Changes.CollectionChange(PLAN, true, new RowSpool(), rows)),
            null);
    second.live().apply(whole, second.live().state().version());
    assertThat(second.content())
        .isEqualTo(Map.of("note/2", text("new"), "note/3", number(3), "note/7", number(7)));
    assertThat(second.store().get("note/x/skipped")).isNotNull();
    assertThat(second.live().deadKeys()).isEqualTo(1);
    assertThat(second.live().recorded()).isEqualTo(new ChangedKeys(true, 0, 1));
    assertThat(second.live().changedKeys(PLAN)).singleElement().matches(ChangedKey::whole);
    whole.close();
  }

  private static RowBatch row(
      String key, @org.jspecify.annotations.Nullable String title, String rest) {
    RowBatch batch = new RowBatch(64);
    batch.beginRow();
    batch.putText(key);
    if (title == null) {
      batch.putNull();
    } else {
      batch.putText(title);
    }
    byte[] json = rest.getBytes(StandardCharsets.UTF_8);
    batch.put(Tag.JSON, json, 0, json.length);
    return batch;
  }

  private static Changes changes(List<String> keys, RowBatch... rows) {
    RowBatch keyRows = new RowBatch(64);
    keys.forEach(key -> KeyCells.put(keyRows, key));
    Spool keySpool = new RowSpool();
    keySpool.add(keyRows);
    Spool rowSpool = new RowSpool();
    Arrays.stream(rows).forEach(rowSpool::add);
    return new Changes(
        "made-" + Math.abs(keys.hashCode()) + rows.length,
        0,
        new EntryIds(new long[0]),
        List.of(new Changes.CollectionChange(PLAN, false, keySpool, rowSpool)),
        null);
  }

  /** Keys in the order of the store are rows in the order of keys, whatever they are. */
  @Test
  void chunksComeInTheOrderOfKeys() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> parts =
        List.of("a", "b", "\uffff", "🎧", "é", "\ue000", " ", "~", "0", "9", "/", "\u0001", "zz");
    for (int i = 0; i < 300; i++) {
      StringBuilder key = new StringBuilder("note/");
      for (int n = random.nextInt(5); n >= 0; n--) {
        key.append(parts.get(random.nextInt(parts.size())));
      }
      first.writes().put(key.toString(), number(i));
    }
    List<String> expected = new ArrayList<>(first.content().keySet());
    List<String> all = new ArrayList<>();
    KeyOrder order = new KeyOrder(new int[] {0});
    byte[] after = null;
    List<String> piece;
    do {
      Chunk chunk = new Chunk(PLAN, new KeyRange(after, null), 7);
      try (Changes changes = first.live().take(new TakeRequest("p" + all.size(), chunk))) {
        piece = keys(Objects.requireNonNull(changes.chunk()).scan());
      }
      for (String key : piece) {
        byte[] encoded = key(key);
        assertThat(after == null || order.compareToKey(encoded, 0, encoded.length, after) > 0)
            .as("seed %d", seed)
            .isTrue();
        after = encoded;
      }
      all.addAll(piece);
    } while (piece.size() == 7);
    assertThat(all).as("seed %d", seed).isEqualTo(expected).isSortedAccordingTo(StoreKeys.ORDER);
    assertThat(first.live().readsInKeyOrder(PLAN)).isTrue();
  }

  @Test
  void readsARangeAtItsVersionAlone() {
    for (int i = 1; i <= 5; i++) {
      first.writes().put("note/" + i, number(i));
    }
    first.writes().put("note/3/skipped", number(0));
    long version = first.live().state().version();
    KeyRange range = new KeyRange(key("note/1"), key("note/4"));
    RowScan scan = Objects.requireNonNull(first.live().read(PLAN, range, version));
    first.writes().put("note/2a", number(0));
    assertThat(keys(scan)).containsExactly("note/2", "note/3", "note/4");
    assertThat(first.live().read(PLAN, range, version + 1)).isNull();
    Picked picked = new Picked(PLAN, List.of(key("note/5"), key("note/9"), key("other")));
    assertThat(keys(Objects.requireNonNull(first.live().read(picked, version))))
        .containsExactly("note/5");
    assertThat(first.live().read(picked, version + 1)).isNull();
    try (Changes changes = first.live().take(new TakeRequest("p", null, picked))) {
      assertThat(keys(Objects.requireNonNull(changes.chunk()).scan())).containsExactly("note/5");
    }
  }

  /** A collection of all other keys lies on both sides of the side entries. */
  @Test
  void sideEntriesAreNoRows() {
    List<DocumentCollection> rest =
        List.of(
            new DocumentCollection(
                new dev.crossfade.core.hybrid.HybridTable("", "rest", List.of()),
                "",
                key -> !key.startsWith("note/")));
    DocumentLiveStore all = new DocumentLiveStore(first.store(), "rest", rest, RowSpool::new);
    all.install();
    for (String key : List.of("a", "crossfade", "crossfade9", "crossfade;", "note/1", "z")) {
      first.store().put(key, text(key));
    }
    for (int i = 0; i < 50; i++) {
      first.store().put(new SideKeys("rest").outbox() + "k" + i, number(i));
    }
    CollectionPlan plan = rest.get(0).table().plan();
    RowScan scan = Objects.requireNonNull(all.read(plan, KeyRange.ALL, 0));
    assertThat(keys(scan)).containsExactly("a", "crossfade", "crossfade9", "crossfade;", "z");
  }

  @Test
  void touchedKeysAreReadAgain() {
    complete();
    first.writes().put("note/1", text("a"));
    pass();
    second.store().put("note/1", text("damaged"));
    second.store().put("note/2", text("too much"));
    first.live().touch(Map.of(PLAN, List.of(key("note/1"), key("note/2"))));
    assertThat(first.outbox()).containsExactly("note/1", "note/2");
    pass();
    assertThat(second.content()).isEqualTo(Map.of("note/1", text("a")));
    RowBatch number = new RowBatch(64);
    number.beginRow();
    number.putLong(1);
    byte[] noText = Arrays.copyOf(number.data(), number.size());
    assertFails(ErrorCode.CF_6311, () -> first.live().touch(Map.of(PLAN, List.of(noText))));
    byte[] tooLong = key("n".repeat(2000));
    assertFails(ErrorCode.CF_6311, () -> first.live().touch(Map.of(PLAN, List.of(tooLong))));
    first.live().change(row -> Rules.close(row, 0, 1)).orElseThrow();
    assertFails(ErrorCode.CF_6308, () -> first.live().touch(Map.of(PLAN, List.of(key("note/1")))));
  }

  /** A row over there whose key is none of ours can be entered, and is deleted there. */
  @Test
  void aStrayKeyThatIsTouchedIsOneWithoutARow() {
    first.store().put("stray", text("of another group"));
    first.live().touch(Map.of(PLAN, List.of(key("stray"))));
    try (Changes changes = take("p1")) {
      Changes.CollectionChange change = changes.collections().get(0);
      assertThat(keys(change.keys().scan())).containsExactly("stray");
      assertThat(change.rows().rows()).isZero();
      first.live().trim(changes);
    }
    assertThat(first.outbox()).isEmpty();
    first.store().put(SIDE.outbox() + "stray", number(1));
    assertFails(ErrorCode.CF_7345, () -> take("p2"));
    first.store().put(SIDE.outbox() + "stray", text("garbage"));
    assertFails(ErrorCode.CF_7343, () -> take("p2"));
  }

  @Test
  void keysThatPassesBroughtAreRecordedUntilSomebodyComparedThem() {
    complete();
    first.writes().put("note/1", text("a"));
    pass();
    assertThat(second.live().recorded()).isEqualTo(ChangedKeys.NONE);
    second.live().recordChanges();
    second.live().recordChanges();
    first.writes().put("note/1", text("b"));
    first.writes().put("note/2", text("b"));
    long version = pass().version();
    assertThat(second.live().recorded()).isEqualTo(new ChangedKeys(true, 2, 0));
    List<ChangedKey> before = second.live().changedKeys(PLAN);
    assertThat(before).extracting(ChangedKey::version).containsOnly(version);
    first.writes().put("note/2", text("c"));
    pass();
    second.live().forget(PLAN, before);
    assertThat(second.live().changedKeys(PLAN))
        .singleElement()
        .satisfies(left -> assertThat(KeyCells.text(left.key())).isEqualTo("note/2"));
    second.die();
    assertThat(second.live().recorded()).isEqualTo(new ChangedKeys(true, 1, 0));
  }

  @Test
  void tooManyRecordedKeysBecomeAWholeCollection() {
    complete();
    second.live().recordChanges();
    DocumentLiveStore bounded =
        new DocumentLiveStore(
            second.store(),
            SIDE,
            new GroupCollections(LocalStore.collections(LocalStore.table())),
            RowSpool::new,
            new CommitSignal(),
            10);
    for (int i = 0; i < 11; i++) {
      first.writes().put("note/" + i, number(i));
    }
    Pass.run(first.live(), bounded);
    assertThat(bounded.recorded()).isEqualTo(new ChangedKeys(true, 0, 1));
    assertThat(bounded.changedKeys(PLAN)).singleElement().matches(ChangedKey::whole);
    bounded.forget(PLAN, bounded.changedKeys(PLAN));
    assertThat(bounded.recorded()).isEqualTo(new ChangedKeys(true, 0, 0));
  }

  @Test
  void handMadeEditsOfAnOpenStoreAreEntered() {
    first.store().put("note/1", text("by hand"));
    first.store().put(SideKeys.EDITED + "note/1", new Document.VectorOf(List.of(text("before"))));
    first.store().put(SideKeys.EDITED + "note/2", new Document.VectorOf(List.of(text("before"))));
    first.store().put(SideKeys.EDITED + "other", new Document.VectorOf(List.of()));
    assertThat(first.live().takeEdits()).isEmpty();
    assertThat(first.outbox()).containsExactly("note/1", "note/2");
    assertThat(first.sideKeys("edited/")).containsExactly(SideKeys.EDITED + "other");
    assertThat(first.live().takeEdits()).isEmpty();
  }

  @Test
  void handMadeEditsOfAClosedStoreAreAlarms() {
    first.live().change(row -> Rules.close(row, 0, 1)).orElseThrow();
    first.store().put(SideKeys.EDITED + "note/1", new Document.VectorOf(List.of()));
    assertThat(first.live().takeEdits()).containsExactly("note/1");
    assertThat(first.live().takeEdits()).containsExactly("note/1");
    assertThat(first.outbox()).isEmpty();
    assertThat(first.live().rows(List.of("note/1", "other")).get(PLAN))
        .containsExactly(key("note/1"));
    first.live().settle(List.of("note/1"));
    first.losePower();
    assertThat(first.live().takeEdits()).isEmpty();
  }

  @Test
  void handMadeEditsOfAStoreThatNobodyFollowsAreForgotten() {
    first.live().remove();
    first.store().put(SideKeys.EDITED + "note/1", new Document.VectorOf(List.of()));
    assertThat(first.live().takeEdits()).isEmpty();
    assertThat(first.sideKeys("")).isEmpty();
  }

  @Test
  void aWriterWakesWhoWaits() throws InterruptedException {
    Thread writer = new Thread(() -> first.writes().put("note/1", text("a")));
    writer.start();
    assertThat(first.live().awaitCommit(Duration.ofMinutes(2))).isTrue();
    writer.join();
    // Another process gives no signal.
    first.store().delete(SIDE.outbox() + "note/1");
    first.store().put(SIDE.outbox() + "note/2", number(1));
    assertThat(first.live().awaitCommit(Duration.ofMinutes(2))).isTrue();
  }

  @Test
  void aControlRowIsReadStrictly() {
    ControlRow row =
        new ControlRow(
            new StoreState(false, 3, 5, 4, 9, true),
            "last",
            new PreparedPasses("c", List.of("p", "q")),
            true);
    assertThat(ControlRow.of(row.document(), "g")).isEqualTo(row);
    assertThat(ControlRow.of(ControlRow.FIRST.document(), "g")).isEqualTo(ControlRow.FIRST);
    Document.MapOf good = (Document.MapOf) row.document();
    good.entries()
        .forEach(
            (name, value) -> {
              for (UnaryOperator<Document> change :
                  List.<UnaryOperator<Document>>of(
                      old -> new Document.Real(1),
                      old -> new Document.VectorOf(List.of(number(1))))) {
                java.util.Map<Document, Document> other = new java.util.HashMap<>(good.entries());
                other.put(name, change.apply(value));
                assertFails(ErrorCode.CF_7343, () -> ControlRow.of(new Document.MapOf(other), "g"));
              }
              java.util.Map<Document, Document> less = new java.util.HashMap<>(good.entries());
              less.remove(name);
              assertFails(ErrorCode.CF_7343, () -> ControlRow.of(new Document.MapOf(less), "g"));
              less.put(text("strange"), value);
              assertFails(ErrorCode.CF_7343, () -> ControlRow.of(new Document.MapOf(less), "g"));
            });
    assertFails(ErrorCode.CF_7343, () -> ControlRow.of(new Document.Nil(), "g"));
  }

  @Test
  void aGroupHasAShortNameWithoutASlash() {
    assertThat(new SideKeys("a".repeat(63)).outbox() + "k".repeat(1000))
        .satisfies(key -> assertThat(StoreKeys.check(key)).isNotEmpty());
    assertThatThrownBy(() -> new SideKeys("a".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SideKeys("a/b")).isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.crossfade.facade.live;

import static dev.crossfade.testkit.Documents.number;
import static dev.crossfade.testkit.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.StoreState;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fence and the outbox of an application's writes. */
final class OpenWritesTest {
  @TempDir private Path folder;
  private LocalStore first;

  @BeforeEach
  void open() {
    first = new LocalStore(folder);
  }

  @AfterEach
  void close() {
    first.close();
  }

  private static void assertFails(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CrossfadeException.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  private void shut() {
    first.live().change(row -> Rules.close(row, row.epoch(), row.ballot() + 1)).orElseThrow();
  }

  private long id(String key) {
    Document entry = first.store().get(new SideKeys(LocalStore.GROUP).outbox() + key);
    return OutboxEntry.of(Objects.requireNonNull(entry)).id();
  }

  @Test
  void aGroupThatIsNotFollowedHasNoEntries() {
    first.writes().put("note/1", text("a"));
    first.writes().update("note/1", old -> text("b"));
    assertThat(first.writes().delete("note/1")).isTrue();
    assertThat(first.writes().write(work -> work.delete("note/1")).entries()).isEmpty();
    assertThat(first.sideKeys("")).isEmpty();
    assertThat(first.live().isInstalled()).isFalse();
  }

  @Test
  void whatIsWrittenIsEnteredWithAnIdOfItsOwn() {
    first.live().install();
    Set<Long> ids = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      first.writes().put("note/1", number(i));
      assertThat(ids.add(id("note/1"))).isTrue();
    }
    first.writes().put("note/2", text("x"));
    first.writes().put("other", text("x"));
    first.writes().put("note/a/skipped", text("x"));
    assertThat(first.writes().delete("note/none")).isFalse();
    assertThat(first.outbox()).containsExactly("note/1", "note/2");
    assertThat(first.live().backlog()).isEqualTo(2);
    assertThat(first.writes().delete("note/1")).isTrue();
    assertThat(ids.add(id("note/1"))).isTrue();
    assertThat(first.writes().update("note/3", old -> old == null ? number(1) : number(2)))
        .isEqualTo(number(1));
    assertThat(first.writes().update("note/3", old -> null)).isNull();
    assertThat(first.outbox()).containsExactly("note/1", "note/2", "note/3");
    assertThat(first.content()).containsOnlyKeys("note/2");
  }

  @Test
  void aTransactionThatThrowsEntersNothing() {
    first.live().install();
    assertThatThrownBy(
            () ->
                first
                    .writes()
                    .inTransaction(
                        work -> {
                          work.put("note/1", text("a"));
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");
    assertThat(first.outbox()).isEmpty();
    assertThat(first.content()).isEmpty();
  }

  @Test
  void aClosedGroupIsNeitherWrittenNorReadInATransaction() {
    first.live().install();
    first.writes().put("note/1", text("a"));
    shut();
    long before = id("note/1");
    assertThatThrownBy(() -> first.writes().put("note/1", text("b")))
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            error -> {
              assertThat(error.code()).isEqualTo(ErrorCode.CF_7341);
              assertThat(error.detail()).isEqualTo(LocalStore.GROUP);
            });
    assertFails(ErrorCode.CF_7341, () -> first.writes().delete("note/1"));
    assertFails(ErrorCode.CF_7341, () -> first.writes().update("note/1", old -> old));
    assertFails(
        ErrorCode.CF_7341,
        () ->
            first
                .writes()
                .inTransaction(
                    work -> {
                      work.put("other", text("left out"));
                      work.put("note/1", text("b"));
                      return true;
                    }));
    assertFails(
        ErrorCode.CF_7341,
        () ->
            first
                .writes()
                .inTransaction(
                    work -> {
                      Document read = work.get("note/1");
                      work.put("other", Objects.requireNonNull(read));
                      return true;
                    }));
    assertThat(first.store().get("other")).isNull();
    assertThat(first.content()).containsExactly(java.util.Map.entry("note/1", text("a")));
    assertThat(id("note/1")).isEqualTo(before);
    first.writes().put("other", text("free"));
    StoreState closed = first.live().state();
    first
        .live()
        .change(row -> Rules.reopen(row, closed.epoch(), closed.ballot(), closed.ballot() + 1))
        .orElseThrow();
    first.writes().put("note/1", text("b"));
    assertThat(id("note/1")).isNotEqualTo(before);
  }

  @Test
  void aControlEntryThatMustBeThereIsMissed() {
    OpenWrites strict = new OpenWrites(first.store(), LocalStore::group, LocalStore.GROUP::equals);
    assertFails(ErrorCode.CF_7342, () -> strict.put("note/1", text("a")));
    strict.put("other", text("a"));
    first.live().install();
    strict.put("note/1", text("a"));
    assertThat(first.outbox()).containsExactly("note/1");
  }

  @Test
  void aControlEntryThatIsNoneIsRefused() {
    for (Document bad :
        java.util.List.of(text("x"), new Document.MapOf(java.util.Map.of()), number(1))) {
      first.store().put(new SideKeys(LocalStore.GROUP).control(), bad);
      assertFails(ErrorCode.CF_7343, () -> first.writes().put("note/1", text("a")));
      assertFails(ErrorCode.CF_7343, () -> first.live().requireIntact());
    }
    assertThat(first.content()).isEmpty();
  }

  @Test
  void sideEntriesAreNotTheApplications() {
    first.live().install();
    String control = new SideKeys(LocalStore.GROUP).control();
    assertFails(ErrorCode.CF_7002, () -> first.writes().put(control, text("a")));
    assertFails(ErrorCode.CF_7002, () -> first.writes().delete(control));
    assertFails(ErrorCode.CF_7002, () -> first.writes().update(control, old -> null));
    first.live().requireIntact();
  }

  @Test
  void aWriteIsPendingUntilItsVeryEntryIsGone() {
    first.live().install();
    Committed<Boolean> written =
        first
            .writes()
            .write(
                work -> {
                  work.put("note/1", text("a"));
                  work.put("note/2", text("a"));
                  return true;
                });
    assertThat(written.result()).isTrue();
    assertThat(written.entries()).hasSize(2);
    assertThat(first.writes().isPending(written)).isTrue();
    // Written again: another entry.
    first.writes().put("note/1", text("b"));
    first.store().delete(new SideKeys(LocalStore.GROUP).outbox() + "note/2");
    assertThat(first.writes().isPending(written)).isFalse();
  }
}

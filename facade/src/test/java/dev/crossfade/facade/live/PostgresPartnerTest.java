package dev.crossfade.facade.live;

import static dev.crossfade.testkit.Documents.number;
import static dev.crossfade.testkit.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.LiveVerification;
import dev.crossfade.core.live.Pass;
import dev.crossfade.core.live.PassResult;
import dev.crossfade.core.live.Reconciliation;
import dev.crossfade.core.live.SwitchMeans;
import dev.crossfade.core.live.SwitchResult;
import dev.crossfade.core.live.Switchover;
import dev.crossfade.core.live.VerifiedCollection;
import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.PlanCheck;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.postgres.live.PostgresLiveStore;
import dev.crossfade.testkit.Documents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file store and a real PostgreSQL: copied, followed, switched, gone back. */
final class PostgresPartnerTest {
  private static final SwitchMeans MEANS =
      SwitchMeans.of(SwitchMeans.Barrier.NONE, Duration.ofMinutes(10));

  @TempDir private Path folder;
  private LocalStore local;
  private DocumentsAndTables both;
  private CollectionPlan plan;

  @BeforeEach
  void open() {
    local = new LocalStore(folder);
    List<DocumentCollection> collections = LocalStore.collections(LocalStore.table());
    plan = collections.get(0).table().plan();
    both =
        new DocumentsAndTables(
            local.store(), LocalStore.GROUP, collections, local.writes().signal(LocalStore.GROUP));
  }

  @AfterEach
  void close() {
    both.close();
    local.close();
  }

  private VerifiedCollection verify(LiveStore from, LiveStore to) {
    return new LiveVerification(
            from,
            to,
            new LiveVerification.Limits(10, 7, Duration.ofSeconds(1)),
            new Cancellation(),
            Events.NONE)
        .verify(plan);
  }

  private static Document note(String title, long n) {
    return new Document.MapOf(
        Map.of(new Document.Keyword("title"), text(title), new Document.Keyword("n"), number(n)));
  }

  private static void drain(LiveStore from, LiveStore to) {
    PassResult.Kind kind = null;
    for (int i = 0; i < 20 && kind != PassResult.Kind.EMPTY; i++) {
      kind = Pass.run(from, to).kind();
    }
    assertThat(kind).isEqualTo(PassResult.Kind.EMPTY);
  }

  @Test
  void everyDocumentGoesOverAndComesBackEqual() throws SQLException {
    List<Document> all = Documents.all();
    for (int i = 0; i < all.size(); i++) {
      local.writes().put("note/" + (1000 + i), all.get(i));
    }
    local.store().put("other", text("stays"));
    int[] written = {0};
    try (PostgresLiveStore second =
        both.copy(
            () -> {
              // Behind the copy's place, before it, and nowhere.
              local.writes().put("note/1000", number(written[0]++));
              local.writes().delete("note/1007");
              local.writes().put("note/9" + written[0], note("new", written[0]));
            })) {
      assertThat(written[0]).isPositive();
      drain(both.first, second);
      assertThat(verify(both.first, second).equal()).isTrue();
      assertThat(both.lines("SELECT count(*) FROM public.notes"))
          .containsExactly(String.valueOf(local.content().size()));
      Map<String, Document> before = local.content();
      assertThat(Switchover.run(both.first, second, MEANS).outcome())
          .isEqualTo(SwitchResult.Outcome.OPENED);
      // Every row is written anew, in the other direction.
      both.sql("UPDATE public.notes SET rest = rest");
      drain(second, both.first);
      assertThat(local.content()).isEqualTo(before);
      assertThat(verify(second, both.first).equal()).isTrue();
      both.sql(
          "UPDATE public.notes SET title = 'by SQL' WHERE key = 'note/91'",
          "DELETE FROM public.notes WHERE key = 'note/1000'");
      drain(second, both.first);
      assertThat(local.content())
          .doesNotContainKey("note/1000")
          .containsEntry("note/91", note("by SQL", 1));
      assertThat(Switchover.run(second, both.first, MEANS).outcome())
          .isEqualTo(SwitchResult.Outcome.OPENED);
      local.writes().put("note/91", note("again here", 2));
      drain(both.first, second);
      assertThat(both.lines("SELECT title FROM public.notes WHERE key = 'note/91'"))
          .containsExactly("again here");
      assertThat(verify(both.first, second).equal()).isTrue();
    }
  }

  @Test
  void rowsThatAreNoEntriesAreDeadHere() throws SQLException {
    local.writes().put("note/1", note("a", 1));
    try (PostgresLiveStore second = both.copy(() -> {})) {
      Switchover.run(both.first, second, MEANS);
      both.sql(
          "UPDATE public.notes SET rest = '\"text\"' WHERE key = 'note/1'",
          "INSERT INTO public.notes VALUES ('stray', 't', '{}'), ('note/2', 't', '{}')",
          "INSERT INTO public.notes VALUES ('crossfade:control/notes', 't', '{}')",
          "INSERT INTO public.notes VALUES ('note/' || repeat('x', 1000), 't', '{}')");
      Pass.run(second, both.first);
      assertThat(local.content())
          .containsOnlyKeys("note/1", "note/2")
          .containsEntry("note/1", note("a", 1));
      assertThat(both.first.listDeadKeys(10))
          .extracting(LiveStore.DeadKey::code)
          .containsExactly("CF-7344", "CF-7301", "CF-7344", "CF-7344");
      assertThat(verify(second, both.first).equal()).isTrue();
      both.sql(
          "DELETE FROM public.notes WHERE key LIKE 'note/x%' OR key LIKE 'crossfade:%' OR key = 'stray'",
          "UPDATE public.notes SET rest = '{}' WHERE key = 'note/1'");
      drain(second, both.first);
      assertThat(both.first.deadKeys()).isZero();
      both.first.requireIntact();
    }
  }

  @Test
  void whatAPersonChangedPastTheFenceIsReconciled() throws SQLException {
    for (int i = 0; i < 50; i++) {
      local.writes().put("note/" + i, note("n" + i, i));
    }
    try (PostgresLiveStore second = both.copy(() -> {})) {
      drain(both.first, second);
      both.sql(
          "ALTER TABLE public.notes DISABLE TRIGGER ALL",
          "DELETE FROM public.notes WHERE key = 'note/7'",
          "UPDATE public.notes SET title = 'x' WHERE key = 'note/8'",
          "INSERT INTO public.notes VALUES ('stray', 't', '{}'), ('note/99', 't', '{}')",
          "ALTER TABLE public.notes ENABLE TRIGGER ALL");
      second.reinstall("memory.edn");
      Reconciliation reconciliation =
          new Reconciliation(both.first, second, new Cancellation(), Events.NONE);
      assertThat(reconciliation.compare(plan, true).differences()).isEqualTo(4);
      reconciliation.join();
      drain(both.first, second);
      assertThat(verify(both.first, second).equal()).isTrue();
      assertThat(both.lines("SELECT count(*) FROM public.notes")).containsExactly("50");
    }
  }

  @Test
  void theSourceIsReadInPiecesAndHasAShapeThatThePlanFits() {
    for (int i = 0; i < 5000; i++) {
      local.store().put("note/" + (10_000 + i), note("n", i));
    }
    local.store().put("note/1/skipped", text("not ours"));
    DocumentSource source =
        new DocumentSource(local.store(), "memory.edn", LocalStore.collections(LocalStore.table()));
    SourceShape shape = source.inspect(0, Events.NONE);
    PlanCheck.require(both.plan(), shape);
    CollectionShape notes = shape.collections().get(0);
    assertThat(notes.name()).isEqualTo("note/{id}");
    assertThat(notes.rows()).isEqualTo(5000);
    assertThat(notes.key()).containsExactly("key");
    assertThat(source.inspect(10, Events.NONE).collections().get(0).rows()).isEqualTo(10);
    assertThat(source.scansInKeyOrder(plan)).isTrue();
    List<String> keys = new ArrayList<>();
    RowBatch batch = new RowBatch(64);
    Position position = Position.START;
    boolean more = true;
    while (more) {
      // Each time another scan, which goes on; each batch sees what was written before it.
      try (RowScan scan = source.scan(plan, position, rejected -> {})) {
        more = scan.next(batch);
        position = scan.position();
      }
      for (int row = 0; row < batch.rows(); row++) {
        keys.add(KeyCells.text(batch.data(), batch.start(row), batch.end(row)));
      }
      local.store().put("note/z" + keys.size(), note("late", 0));
      local.store().delete("note/14999");
      if (keys.size() > 6000) {
        break;
      }
      more &= keys.size() < 5001;
    }
    assertThat(keys).doesNotHaveDuplicates().doesNotContain("note/14999").contains("note/14998");
    KeyRange range = new KeyRange(KeyCells.of("note/10001"), KeyCells.of("note/10003"));
    try (RowScan scan = source.scanRange(plan, range)) {
      assertThat(scan.next(batch)).isTrue();
      assertThat(batch.rows()).isEqualTo(2);
      assertThat(scan.next(batch)).isFalse();
    }
  }
}

package dev.crossfade.postgres.live;

import static dev.crossfade.postgres.LoadFixture.column;
import static dev.crossfade.postgres.LoadFixture.plan;
import static dev.crossfade.postgres.live.LiveFixture.change;
import static dev.crossfade.postgres.live.LiveFixture.integer;
import static dev.crossfade.postgres.live.LiveFixture.text;
import static dev.crossfade.postgres.live.LiveFixture.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.live.LiveLedger.DeadKey;
import dev.crossfade.core.live.LiveLedger.PassRecord;
import dev.crossfade.core.live.LiveStore.Applied;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PassTest {
  private static final CollectionPlan ITEMS =
      plan(
          "items",
          List.of("id"),
          column("id", Conversion.of(Kind.INTEGER), false),
          column("code", Kind.TEXT),
          column("flag", Kind.INTEGER_FLAG),
          column("doc", Kind.TEXT_JSON));
  private static final CollectionPlan PAIRS =
      plan(
          "Pairs of",
          List.of("b", "a"),
          column("a", Conversion.of(Kind.TEXT), false),
          column("b", Conversion.of(Kind.DOUBLE), false));
  private static final String ALL = "SELECT id, code, flag, doc FROM staging.items ORDER BY id";

  private LiveFixture fixture;

  @BeforeEach
  void open() {
    fixture =
        new LiveFixture(
            List.of(
                "CREATE TABLE items (id bigint PRIMARY KEY, code text UNIQUE, flag boolean,"
                    + " doc json)",
                "CREATE TABLE \"Pairs of\" (a text, b double precision, PRIMARY KEY (b, a))"),
            ITEMS,
            PAIRS);
    assertThat(fixture.store.change(Rules::complete)).isPresent();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static List<Value> row(long id, String code) {
    return List.of(integer(id), text(code), integer(1), text("{}"));
  }

  private static List<List<Value>> keys(long... ids) {
    return LongStream.of(ids).mapToObj(id -> List.of(integer(id))).toList();
  }

  @Test
  void aPassWritesRowsAndDeletesKeysWithoutOne() {
    fixture.apply(change(ITEMS, keys(1, 2), List.of(row(1, "a"), row(2, "b"))));
    Applied applied =
        fixture.apply(
            change(ITEMS, keys(1, 2, 3, 4), List.of(row(2, "B"), row(3, "c"))),
            change(
                PAIRS,
                List.of(List.of(new Value.Real(1.5), text("x"))),
                List.of(List.of(text("x"), new Value.Real(1.5)))));
    assertThat(fixture.lines(ALL)).containsExactly("2|B|t|{}", "3|c|t|{}");
    assertThat(fixture.lines("SELECT * FROM staging.\"Pairs of\"")).containsExactly("x|1.5");
    assertThat(applied.state()).isEqualTo(fixture.store.state());
    assertThat(applied.deadKeys()).isZero();
    assertThat(fixture.store.state()).isEqualTo(new StoreState(false, -1, 0, 0, 3, true));
    assertThat(fixture.store.lastPass()).isEqualTo("pass-2");
    PassRecord noted = fixture.ledger.passes(LiveFixture.MIGRATION, 1).get(0);
    assertThat(noted.id()).isEqualTo("pass-2");
    assertThat(noted.keys()).isEqualTo(5);
    assertThat(noted.version()).isEqualTo(3);
  }

  @Test
  void aPassWhoseLookIsStaleDoesNothing() {
    long seen = fixture.store.state().version();
    Changes late = fixture.changes(change(ITEMS, keys(1), List.of(row(1, "late"))));
    fixture.apply(change(ITEMS, keys(1), List.of(row(1, "first"))));
    assertThat(fixture.store.apply(late, seen)).isEqualTo(new Applied(null, 0));
    assertThat(fixture.lines(ALL)).containsExactly("1|first|t|{}");
    assertThat(fixture.store.lastPass()).isEqualTo("pass-2");
  }

  /** Nothing says that a store reads keys and rows in one order. */
  @Test
  void rowsInAnyOrderStayInPlace() {
    long[] ids = LongStream.rangeClosed(1, 3000).toArray();
    List<List<Value>> rows = new ArrayList<>();
    LongStream.rangeClosed(1, 2990).forEach(id -> rows.add(row(id, "a" + id)));
    fixture.apply(change(ITEMS, keys(ids), rows));
    String place = "SELECT xmin, ctid FROM staging.items WHERE id < 2900 ORDER BY id";
    List<String> before = fixture.lines(place);
    Collections.reverse(rows);
    fixture.apply(change(ITEMS, keys(ids), rows.subList(91, 2990)));
    assertThat(fixture.lines(place)).isEqualTo(before);
    assertThat(fixture.lines("SELECT count(*), max(id) FROM staging.items"))
        .containsExactly("2899|2899");
  }

  @Test
  void rowsAreUpdatedInPlaceAndOnlyWhereTheyDiffer() {
    fixture.apply(change(ITEMS, keys(1, 2), List.of(row(1, "a"), row(2, "b"))));
    List<String> before = fixture.lines("SELECT xmin, ctid FROM staging.items WHERE id = 1");
    fixture.apply(change(ITEMS, keys(1, 2), List.of(row(1, "a"), row(2, "c"))));
    assertThat(fixture.lines("SELECT xmin, ctid FROM staging.items WHERE id = 1"))
        .isEqualTo(before);
    assertThat(fixture.lines(ALL)).containsExactly("1|a|t|{}", "2|c|t|{}");
  }

  @Test
  void aDifferenceInASingleBitIsWritten() {
    List<Value> first = List.of(integer(1), text("a"), integer(1), text("{\"a\":1}"));
    List<Value> second = List.of(integer(1), text("a"), integer(1), text("{\"a\": 1}"));
    fixture.apply(change(ITEMS, keys(1), List.of(first)));
    fixture.apply(change(ITEMS, keys(1), List.of(second)));
    assertThat(fixture.lines(ALL)).containsExactly("1|a|t|{\"a\": 1}");
  }

  @Test
  void uniqueValuesMayBeSwapped() {
    fixture.apply(change(ITEMS, keys(1, 2, 3), List.of(row(1, "a"), row(2, "b"), row(3, "c"))));
    fixture.apply(change(ITEMS, keys(1, 2, 3), List.of(row(1, "b"), row(2, "c"), row(3, "a"))));
    assertThat(fixture.lines(ALL)).containsExactly("1|b|t|{}", "2|c|t|{}", "3|a|t|{}");
  }

  @Test
  void aValueThatDoesNotFitLeavesTheOldRowUntilAPassBringsAGoodOne() {
    fixture.apply(change(ITEMS, keys(1, 2), List.of(row(1, "a"), row(2, "b"))));
    List<Value> bad = List.of(integer(1), text("A"), integer(2), text("{}"));
    assertThat(fixture.apply(change(ITEMS, keys(1, 2), List.of(bad, row(2, "B")))).deadKeys())
        .isEqualTo(1);
    assertThat(fixture.lines(ALL)).containsExactly("1|a|t|{}", "2|B|t|{}");
    DeadKey dead = fixture.ledger.deadKeys(LiveFixture.MIGRATION, 10).get(0);
    assertThat(dead.table()).isEqualTo("items");
    assertThat(dead.column()).isEqualTo("flag");
    assertThat(dead.code()).isEqualTo("CF-5014");
    RowBatch key = new RowBatch(64);
    key.beginRow();
    key.putLong(1);
    assertThat(dead.key()).isEqualTo(Arrays.copyOf(key.data(), key.size()));
    fixture.apply(change(ITEMS, keys(2), List.of(row(2, "b"))));
    assertThat(fixture.store.deadKeys()).isEqualTo(1);
    byte[] one = dead.key();
    assertThat(fixture.store.deadKeys(ITEMS, KeyRange.ALL)).containsExactly(one);
    assertThat(fixture.store.deadKeys(ITEMS, new KeyRange(null, one))).containsExactly(one);
    assertThat(fixture.store.deadKeys(ITEMS, new KeyRange(one, null))).isEmpty();
    assertThat(fixture.store.deadKeys(PAIRS, KeyRange.ALL)).isEmpty();
    fixture.apply(change(ITEMS, keys(1), List.of(row(1, "A"))));
    assertThat(fixture.store.deadKeys()).isZero();
    assertThat(fixture.lines(ALL)).containsExactly("1|A|t|{}", "2|b|t|{}");
  }

  @Test
  void aDeadKeyThatIsDeletedInTheSourceIsDeletedHere() {
    fixture.apply(change(ITEMS, keys(1), List.of(row(1, "a"))));
    List<Value> bad = List.of(integer(1), text("A"), integer(2), text("{}"));
    fixture.apply(change(ITEMS, keys(1), List.of(bad)));
    fixture.apply(change(ITEMS, keys(1), List.of()));
    assertThat(fixture.lines(ALL)).isEmpty();
    assertThat(fixture.store.deadKeys()).isZero();
  }

  @Test
  void aRowThatAConstraintRefusesIsDeadAndTheOthersAreWritten() {
    fixture.sql("ALTER TABLE items ADD CHECK (code <> 'no')");
    fixture.apply(change(ITEMS, keys(1, 2), List.of(row(1, "a"), row(2, "b"))));
    Applied applied =
        fixture.apply(
            change(
                ITEMS,
                keys(1, 2, 3, 4, 5),
                List.of(row(1, "no"), row(2, "a"), row(3, "c"), row(4, "d"), row(5, "e"))));
    // 1 is refused and keeps "a", which 2 then cannot have.
    assertThat(applied.deadKeys()).isEqualTo(2);
    assertThat(fixture.lines(ALL))
        .containsExactly("1|a|t|{}", "2|b|t|{}", "3|c|t|{}", "4|d|t|{}", "5|e|t|{}");
    assertThat(fixture.ledger.deadKeys(LiveFixture.MIGRATION, 10))
        .extracting(DeadKey::code)
        .containsExactlyInAnyOrder("CF-6206", "CF-6205");
    fixture.apply(change(ITEMS, keys(1, 2), List.of(row(1, "x"), row(2, "a"))));
    assertThat(fixture.store.deadKeys()).isZero();
    assertThat(fixture.lines(ALL)).startsWith("1|x|t|{}", "2|a|t|{}");
  }

  @Test
  void aKeyThatTheOpenStoreToldOfAsUnfitIsDead() {
    fixture.apply(change(ITEMS, keys(1, 2), List.of(row(1, "a"), row(2, "b"))));
    fixture.apply(
        new CollectionChange(
            ITEMS,
            false,
            LiveFixture.spool(keys(2)),
            LiveFixture.spool(List.of()),
            LiveFixture.spool(keys(1))));
    assertThat(fixture.lines(ALL)).containsExactly("1|a|t|{}");
    assertThat(fixture.store.deadKeys()).isEqualTo(1);
  }

  @Test
  void aWholeTableIsMadeEqualButForDeadKeys() {
    fixture.apply(
        change(
            ITEMS, keys(1, 2, 3, 4), List.of(row(1, "a"), row(2, "b"), row(3, "c"), row(4, "d"))));
    List<Value> bad = List.of(integer(2), text("b"), integer(7), text("{}"));
    fixture.sql("ALTER TABLE items ADD CHECK (code <> 'no')");
    fixture.apply(whole(ITEMS, List.of(row(1, "A"), bad, row(3, "no"), row(5, "e"))));
    assertThat(fixture.lines(ALL)).containsExactly("1|A|t|{}", "2|b|t|{}", "3|c|t|{}", "5|e|t|{}");
    assertThat(fixture.store.deadKeys()).isEqualTo(2);
    fixture.apply(whole(ITEMS, List.of()));
    assertThat(fixture.lines(ALL)).isEmpty();
    assertThat(fixture.store.deadKeys()).isZero();
  }

  @Test
  void manyRowsGoTheSameWay() {
    List<List<Value>> keys = new ArrayList<>();
    List<List<Value>> rows = new ArrayList<>();
    for (int id = 0; id < 25_000; id++) {
      keys.add(List.of(integer(id)));
      if (id % 10 != 0) {
        rows.add(row(id, "code " + id));
      }
    }
    fixture.sql("INSERT INTO items SELECT n, 'old ' || n FROM generate_series(0, 20000) AS n");
    fixture.apply(change(ITEMS, keys, rows));
    assertThat(
            fixture.lines(
                "SELECT count(*), count(*) FILTER (WHERE code = 'code ' || id AND flag),"
                    + " count(*) FILTER (WHERE id % 10 = 0) FROM staging.items"))
        .containsExactly("22500|22500|0");
  }

  @Test
  void aTableWithoutAnIndexOnItsKeyIsNamed() {
    fixture.sql("ALTER TABLE items DROP CONSTRAINT items_pkey");
    assertThatThrownBy(() -> fixture.apply(change(ITEMS, keys(1), List.of(row(1, "a")))))
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_6203));
    assertThat(fixture.store.state().version()).isEqualTo(1);
  }

  @Test
  void aTriggerMadeInTheMiddleOfAPassDoesNotFireOnIt() throws Exception {
    fixture.sql(
        "CREATE TABLE told (id bigint)",
        "CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN INSERT INTO staging.told VALUES (NEW.id); RETURN NULL; END'");
    String trigger =
        "CREATE TRIGGER tells AFTER INSERT ON items FOR EACH ROW EXECUTE FUNCTION tell()";
    Thread making = new Thread(() -> fixture.sql(trigger), "makes a trigger");
    String waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted";
    String made = "SELECT count(*) FROM pg_trigger WHERE tgname = 'tells'";
    FaultPoints.install(
        point -> {
          if (point.equals("live.pass.staged")) {
            making.start();
            while (fixture.lines(waiting).equals(List.of("0"))
                && fixture.lines(made).equals(List.of("0"))) {
              Thread.onSpinWait();
            }
          }
        });
    try {
      fixture.apply(change(ITEMS, keys(1), List.of(row(1, "a"))));
    } finally {
      FaultPoints.install(point -> {});
    }
    making.join();
    fixture.apply(change(ITEMS, keys(2), List.of(row(2, "b"))));
    assertThat(fixture.lines(made)).containsExactly("1");
    assertThat(fixture.lines("SELECT id FROM staging.told")).isEmpty();
  }

  @Test
  void aForeignKeyOfSomebodyElseIsNamed() {
    fixture.apply(change(ITEMS, keys(1), List.of(row(1, "a"))));
    fixture.sql("CREATE TABLE others (item bigint REFERENCES items)");
    fixture.sql("INSERT INTO others VALUES (1)");
    assertThatThrownBy(() -> fixture.apply(change(ITEMS, keys(1), List.of())))
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_6204));
    assertThat(fixture.lines(ALL)).hasSize(1);
  }

  @Test
  void aSecondMigrationOnTheSameTablesIsRefused() {
    try (PostgresLiveStore second = fixture.store("live-2", "elsewhere", ITEMS)) {
      assertThatThrownBy(() -> second.register(StoreState.SECOND, "staging", "x"))
          .isInstanceOfSatisfying(
              CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_6202));
      second.register(StoreState.SECOND, "elsewhere", "x");
      assertThat(second.state()).isEqualTo(StoreState.SECOND);
    }
  }
}

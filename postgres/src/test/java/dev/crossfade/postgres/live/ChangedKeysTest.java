package dev.crossfade.postgres.live;

import static dev.crossfade.postgres.LoadFixture.column;
import static dev.crossfade.postgres.LoadFixture.plan;
import static dev.crossfade.postgres.live.LiveFixture.change;
import static dev.crossfade.postgres.live.LiveFixture.integer;
import static dev.crossfade.postgres.live.LiveFixture.text;
import static dev.crossfade.postgres.live.LiveFixture.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.live.ChangedKey;
import dev.crossfade.core.live.ChangedKeys;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.LiveStore.Picked;
import dev.crossfade.core.live.LiveStore.TakeRequest;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What passes record of the keys that they bring, and the rows of single keys. */
class ChangedKeysTest {
  private static final CollectionPlan ITEMS =
      plan(
          "items",
          List.of("id"),
          column("id", Conversion.of(Kind.INTEGER), false),
          column("name", Kind.TEXT));
  private static final CollectionPlan STAYS =
      plan(
          "stays",
          List.of("at", "room"),
          column(
              "at",
              new Conversion(
                  Kind.TEXT_TIMESTAMPTZ,
                  new TimestampForm('T', TimestampForm.Fraction.DIGITS_3, TimestampForm.Zone.Z)),
              false),
          column("room", Conversion.of(Kind.BYTES), false));

  private LiveFixture fixture;
  private PostgresLiveStore store;

  @BeforeEach
  void open() {
    fixture =
        new LiveFixture(
            List.of(
                "CREATE TABLE items (id bigint PRIMARY KEY, name text UNIQUE)",
                "CREATE TABLE stays (at timestamptz, room bytea, PRIMARY KEY (at, room))"),
            ITEMS,
            STAYS);
    store = fixture.store;
    store.install();
    store.change(Rules::complete);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static List<Value> key(long id) {
    return List.of(integer(id));
  }

  private static List<Value> row(long id, String name) {
    return List.of(integer(id), text(name));
  }

  private static byte[] encoded(List<Value> key) {
    RowBatch batch = new RowBatch(64);
    batch.beginRow();
    key.forEach(cell -> cell.putInto(batch));
    int[] all = IntStream.range(0, key.size()).toArray();
    return new KeyOrder(all).extract(batch.data(), batch.start(0), batch.end(0));
  }

  private Map<Long, Long> recorded() {
    return store.changedKeys(ITEMS).stream()
        .collect(Collectors.toMap(found -> id(found.key()), ChangedKey::version));
  }

  private static long id(byte[] key) {
    RowBatch batch = new RowBatch(64);
    batch.putRow(key, 0, key.length);
    var cells = batch.cursor(0);
    cells.next();
    return ((Value.Int) Value.of(cells)).value();
  }

  @Test
  void passesRecordNothingBeforeAVerificationBegins() {
    fixture.apply(change(ITEMS, List.of(key(1)), List.of(row(1, "a"))));
    assertThat(store.recorded()).isEqualTo(ChangedKeys.NONE);
    assertThat(store.changedKeys(ITEMS)).isEmpty();
  }

  @Test
  void aPassRecordsItsKeysOnceWithTheLastVersion() {
    store.recordChanges();
    store.recordChanges();
    assertThat(store.recorded()).isEqualTo(new ChangedKeys(true, 0, 0));
    fixture.apply(change(ITEMS, List.of(key(1), key(2)), List.of(row(1, "a"), row(2, "b"))));
    long first = store.state().version();
    fixture.apply(change(ITEMS, List.of(key(2), key(3)), List.of(row(3, "c"))));
    long second = store.state().version();
    assertThat(recorded()).isEqualTo(Map.of(1L, first, 2L, second, 3L, second));
    store.forget(ITEMS, store.changedKeys(ITEMS));
    assertThat(store.recorded()).isEqualTo(new ChangedKeys(true, 0, 0));
  }

  /** Unique values that swap are merged another way, and what is dead is kept out of it. */
  @Test
  void rowsThatSwapUniqueValuesAreRecordedToo() {
    fixture.apply(change(ITEMS, List.of(key(1), key(2)), List.of(row(1, "a"), row(2, "b"))));
    store.recordChanges();
    fixture.apply(change(ITEMS, List.of(key(1), key(2)), List.of(row(1, "b"), row(2, "a"))));
    assertThat(recorded()).containsOnlyKeys(1L, 2L);
  }

  @Test
  void aKeyThatCameAgainIsNotForgotten() {
    store.recordChanges();
    fixture.apply(change(ITEMS, List.of(key(1), key(2)), List.of(row(1, "a"), row(2, "b"))));
    List<ChangedKey> seen = store.changedKeys(ITEMS);
    fixture.apply(change(ITEMS, List.of(key(2)), List.of()));
    store.forget(ITEMS, seen);
    assertThat(recorded()).containsOnlyKeys(2L);
  }

  @Test
  void aTableThatChangedAsAWholeIsOneEntry() {
    store.recordChanges();
    fixture.apply(whole(ITEMS, List.of(row(1, "a"))));
    assertThat(store.recorded()).isEqualTo(new ChangedKeys(true, 0, 1));
    assertThat(store.changedKeys(ITEMS)).allMatch(ChangedKey::whole);
    store.forget(ITEMS, store.changedKeys(ITEMS));
    assertThat(store.recorded().wholes()).isZero();
  }

  @Test
  void tooManyKeysBecomeAWholeTable() {
    store.recordChanges();
    fixture.load.target.execute(
        List.of(
            "INSERT INTO crossfade.live_changed_keys SELECT sha256(n::text::bytea), 'live-1',"
                + " 'items', n::text::bytea, 1 FROM generate_series(1, "
                + ChangedKeys.MOST
                + ") AS n"));
    List<List<Value>> keys = IntStream.range(0, 50_000).mapToObj(n -> key(n)).toList();
    fixture.apply(change(ITEMS, keys, List.of()));
    assertThat(store.recorded()).isEqualTo(new ChangedKeys(true, 0, 1));
    assertThat(store.changedKeys(ITEMS).get(0).version()).isEqualTo(store.state().version());
  }

  @Test
  void rowsOfSingleKeysAreReadAtAVersion() throws SQLException {
    fixture.apply(
        change(ITEMS, List.of(key(1), key(2)), List.of(row(1, "a"), row(2, "b"))),
        change(
            STAYS,
            List.of(stay("2026-01-02T03:04:05.678Z")),
            List.of(stay("2026-01-02T03:04:05.678Z"))));
    long version = store.state().version();
    List<byte[]> some = List.of(encoded(key(2)), encoded(key(3)), encoded(List.of(text("x"))));
    assertThat(store.read(new Picked(ITEMS, some), version - 1)).isNull();
    assertThat(
            LiveFixture.values(
                Objects.requireNonNull(store.read(new Picked(ITEMS, some), version))))
        .containsExactly(row(2, "b"));
    List<byte[]> stays =
        List.of(
            encoded(stay("2026-01-02T03:04:05.678Z")), encoded(stay("2026-01-02T03:04:05.679Z")));
    assertThat(
            LiveFixture.values(
                Objects.requireNonNull(store.read(new Picked(STAYS, stays), version))))
        .usingRecursiveComparison()
        .isEqualTo(List.of(stay("2026-01-02T03:04:05.678Z")));

    fixture.openStore();
    fixture.write("UPDATE items SET name = 'open' WHERE id = 1");
    try (Changes changes =
        store.take(
            new TakeRequest(
                "p1", null, new Picked(ITEMS, List.of(encoded(key(1)), encoded(key(9))))))) {
      assertThat(LiveFixture.values(Objects.requireNonNull(changes.chunk()).scan()))
          .containsExactly(row(1, "open"));
      assertThat(changes.keys()).isEqualTo(1);
    }
  }

  private static List<Value> stay(String at) {
    return List.of(text(at), new Value.Bytes(new byte[] {0, (byte) 255}, false));
  }

  /** A lost transaction takes its record along: the two are one. */
  @Test
  void aPassThatIsNotAppliedRecordsNothing() {
    store.recordChanges();
    Changes changes = fixture.changes(change(ITEMS, List.of(key(1)), List.of(row(1, "a"))));
    long version = store.state().version();
    fixture.apply(change(ITEMS, List.of(key(2)), List.of(row(2, "b"))));
    assertThat(store.apply(changes, version).state()).isNull();
    assertThat(recorded()).containsOnlyKeys(2L);
  }
}

package dev.crossfade.postgres.live;

import static dev.crossfade.postgres.LoadFixture.column;
import static dev.crossfade.postgres.LoadFixture.plan;
import static dev.crossfade.postgres.live.LiveFixture.change;
import static dev.crossfade.postgres.live.LiveFixture.integer;
import static dev.crossfade.postgres.live.LiveFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.LiveStore.TakeRequest;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.value.Value;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Prints how long passes take, and asserts that all of them arrived. */
class PassSpeedTest {
  private static final CollectionPlan ITEMS =
      plan(
          "items",
          List.of("id"),
          column("id", Conversion.of(Kind.INTEGER), false),
          column("price", Kind.INTEGER),
          column("name", Kind.TEXT),
          column("note", Kind.TEXT));
  private static final int ROWS = 100_000;
  private static final long SEED = 20_261_121;

  private LiveFixture fixture;
  private final Random random = new Random(SEED);

  @BeforeEach
  void open() {
    fixture =
        new LiveFixture(
            List.of(
                "CREATE TABLE items (id bigint PRIMARY KEY, price bigint, name text, note text)",
                "INSERT INTO items SELECT n, 0, 'name ' || n, repeat('x', 60)"
                    + " FROM generate_series(1, "
                    + ROWS
                    + ") AS n",
                "CREATE INDEX ON items (name)"),
            ITEMS);
    fixture.store.install();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void passesAreQuick() {
    fixture.store.change(Rules::complete);
    passes(200, 1, "warming up");
    passes(1000, 1, "1 key");
    passes(300, 100, "100 keys");
    passes(10, 10_000, "10,000 keys");
    fixture.store.recordChanges();
    passes(1000, 1, "1 key, recorded");
    passes(300, 100, "100 keys, recorded");
    passes(10, 10_000, "10,000 keys, recorded");
    fixture.store.remove();
    passes(300, 1, "1 key, staging");
    passes(300, 100, "100 keys, staging");
    passes(10, 10_000, "10,000 keys, staging");
    assertThat(fixture.lines("SELECT count(*) FROM staging.items WHERE price = -1"))
        .containsExactly("0");
  }

  /** Minutes where keys and rows are compared each with each. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void manyKeysAreNotComparedEachWithEach() {
    fixture.store.change(Rules::complete);
    passes(1, ROWS - 1, "as many keys as rows");
    assertThat(fixture.lines("SELECT count(*) FROM staging.items WHERE note LIKE 'a note%'"))
        .containsExactly(Integer.toString(ROWS - 1));
  }

  private void passes(int count, int keys, String name) {
    long[] nanos = new long[count];
    long began = System.nanoTime();
    for (int pass = 0; pass < count; pass++) {
      List<List<Value>> dirty = new ArrayList<>();
      List<List<Value>> rows = new ArrayList<>();
      int first = 1 + random.nextInt(ROWS - keys);
      for (int i = 0; i < keys; i++) {
        dirty.add(List.of(integer(first + i)));
        rows.add(row(first + i, pass));
      }
      Changes changes = fixture.changes(change(ITEMS, dirty, rows));
      long start = System.nanoTime();
      long version = fixture.store.state().version();
      assertThat(fixture.store.apply(changes, version).state()).isNotNull();
      nanos[pass] = System.nanoTime() - start;
    }
    report(name, nanos, keys, System.nanoTime() - began);
  }

  private List<Value> row(long id, int pass) {
    return List.of(
        integer(id),
        integer(random.nextInt(1_000_000)),
        text("name " + id),
        text("a note of some length that was written by pass " + pass));
  }

  @Test
  void mergingAlone() throws Exception {
    fixture.openStore();
    fixture.store.remove();
    try (Connection connection = fixture.writer();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMP TABLE source AS SELECT * FROM items");
      statement.execute("ALTER TABLE source ADD PRIMARY KEY (id)");
      statement.execute("ANALYZE source");
      connection.setAutoCommit(false);
      for (int keys : new int[] {1, 1, 100, 10_000}) {
        int count = keys == 10_000 ? 10 : 300;
        long[] nanos = new long[count];
        long began = System.nanoTime();
        for (int pass = 0; pass < count; pass++) {
          int first = 1 + random.nextInt(ROWS - keys);
          long start = System.nanoTime();
          statement.execute(
              "INSERT INTO items SELECT id, price + "
                  + pass
                  + ", name, note FROM source"
                  + " WHERE id BETWEEN "
                  + first
                  + " AND "
                  + (first + keys - 1)
                  + " ON CONFLICT (id) DO UPDATE SET price = excluded.price + 1,"
                  + " name = excluded.name, note = excluded.note");
          connection.commit();
          nanos[pass] = System.nanoTime() - start;
        }
        report("merging alone, " + keys, nanos, keys, System.nanoTime() - began);
      }
    }
  }

  @Test
  void takingIsQuick() throws Exception {
    fixture.openStore();
    for (int keys : new int[] {1, 1, 100}) {
      long[] nanos = new long[200];
      long began = System.nanoTime();
      for (int pass = 0; pass < nanos.length; pass++) {
        int first = 1 + random.nextInt(ROWS - keys);
        fixture.write(
            "UPDATE items SET price = price + 1 WHERE id BETWEEN "
                + first
                + " AND "
                + (first + keys - 1));
        long start = System.nanoTime();
        try (Changes changes = fixture.store.take(new TakeRequest(keys + "-" + pass, null))) {
          assertThat(changes.keys()).isEqualTo(keys);
          fixture.store.trim(changes);
        }
        nanos[pass] = System.nanoTime() - start;
      }
      report("take and trim, " + keys, nanos, keys, System.nanoTime() - began);
    }
  }

  private static void report(String name, long[] nanos, int keys, long all) {
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f passes/s, %.0f rows/s, p50 %.2f ms, p99 %.2f ms (seed %d)%n",
        name,
        nanos.length * 1e9 / all,
        (double) nanos.length * keys * 1e9 / Arrays.stream(nanos).sum(),
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        SEED);
  }
}

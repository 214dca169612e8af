package dev.crossfade.postgres.bulk;

import static dev.crossfade.postgres.LoadFixture.column;
import static dev.crossfade.postgres.LoadFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.shape.TimestampForm.Fraction;
import dev.crossfade.core.shape.TimestampForm.Zone;
import dev.crossfade.core.store.BulkLoader;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import dev.crossfade.postgres.LoadFixture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Loads many rows of ten columns in chunks; prints how fast, and asserts that all arrived. */
class ThroughputTest {
  static final CollectionPlan PLAN =
      plan(
          "wide",
          List.of("id"),
          column("id", Conversion.of(Kind.INTEGER), false),
          column("amount", Kind.DOUBLE),
          column("name", Kind.TEXT),
          column("note", Kind.TEXT),
          column("data", Kind.TEXT_JSONB),
          column("flag", Kind.INTEGER_FLAG),
          column(
              "at",
              new Conversion(
                  Kind.TEXT_TIMESTAMPTZ, new TimestampForm('T', Fraction.DIGITS_3, Zone.Z)),
              true),
          column("blob", Kind.BYTES),
          column("price", Kind.TEXT_DECIMAL),
          column("maybe", Kind.INTEGER));

  private static final int BATCH_ROWS = 2000;
  private static final int CHUNK_ROWS = 50_000;

  @Test
  void loadsManyRows() {
    int rows = 300_000;
    try (LoadFixture fixture = new LoadFixture()) {
      fixture.createTable(PLAN);
      long start = System.nanoTime();
      load(fixture, rows, 20_261_121);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(Locale.ROOT, "loaded %d rows, %.0f rows/s%n", rows, rows / seconds);
      assertThat(fixture.lines("SELECT count(*), sum(id), count(maybe) FROM staging.wide"))
          .containsExactly(rows + "|" + (long) rows * (rows - 1) / 2 + "|" + rows / 2);
    }
  }

  private static void load(LoadFixture fixture, int rows, long seed) {
    Random random = new Random(seed);
    RowBatch batch = new RowBatch(1 << 20);
    try (BulkLoader loader =
        fixture.target.loader(PLAN, LoadFixture.SCHEMA, LoadFixture.RUN, r -> {})) {
      int chunk = 0;
      for (int done = 0; done < rows; done += BATCH_ROWS) {
        batch.clear();
        for (int i = 0; i < BATCH_ROWS; i++) {
          row(batch, done + i, random);
        }
        loader.write(batch);
        if ((done + BATCH_ROWS) % CHUNK_ROWS == 0) {
          RowBatch none = LoadFixture.batch(List.of());
          loader.commit(LoadFixture.checkpoint(chunk++, CHUNK_ROWS, PLAN, none, 0));
        }
      }
    }
  }

  static void row(RowBatch batch, int id, Random random) {
    batch.beginRow();
    batch.putLong(id);
    batch.putDouble(random.nextDouble() * 1000);
    ascii(batch, "customer number " + id);
    ascii(batch, "a longer note with some words about order " + random.nextInt() + " and more");
    ascii(
        batch, "{\"id\":" + id + ",\"tags\":[\"a\",\"b\"],\"score\":" + random.nextInt(1000) + "}");
    batch.putLong(id & 1);
    int second = random.nextInt(86_400);
    ascii(
        batch,
        String.format(
            Locale.ROOT,
            "2024-%02d-%02dT%02d:%02d:%02d.%03dZ",
            1 + id % 12,
            1 + id % 28,
            second / 3600,
            second / 60 % 60,
            second % 60,
            id % 1000));
    batch.put(Tag.BYTES, new byte[] {1, 2, 3, 4, 5, 6, 7, (byte) id}, 0, 8);
    ascii(batch, random.nextInt(10_000) + "." + (10 + id % 90));
    if (id % 2 == 0) {
      batch.putNull();
    } else {
      batch.putLong(random.nextLong());
    }
  }

  private static void ascii(RowBatch batch, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    batch.put(Tag.TEXT, bytes, 0, bytes.length);
  }
}

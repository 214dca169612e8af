package dev.crossfade.postgres.bulk;

import static dev.crossfade.postgres.LoadFixture.batch;
import static dev.crossfade.postgres.LoadFixture.checkpoint;
import static dev.crossfade.postgres.LoadFixture.column;
import static dev.crossfade.postgres.LoadFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.store.BulkLoader;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import dev.crossfade.postgres.LoadFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresBulkLoaderTest {
  private static final CollectionPlan PLAN =
      plan(
          "Order items",
          List.of("id"),
          column("id", Conversion.of(Kind.INTEGER), false),
          column("name", Kind.TEXT));

  private LoadFixture fixture;

  @BeforeEach
  void open() {
    fixture = new LoadFixture();
    fixture.createTable(PLAN);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static List<Value> row(long id, String name) {
    return List.of(new Value.Int(id), new Value.Text(name));
  }

  private List<String> rows() {
    return fixture.lines("SELECT * FROM staging.\"Order items\" ORDER BY id");
  }

  @Test
  void rowsOfSeveralBatchesAndChunksArrive() {
    try (BulkLoader loader =
        fixture.target.loader(PLAN, LoadFixture.SCHEMA, LoadFixture.RUN, r -> {})) {
      RowBatch batch = batch(List.of(row(1, "a"), row(2, "ü")));
      loader.write(batch);
      loader.write(batch(List.of(row(3, ""))));
      assertThat(loader.bytes()).isPositive();
      loader.commit(checkpoint(0, 3, PLAN, batch, 0));
      assertThat(loader.bytes()).isZero();
      assertThat(rows()).containsExactly("1|a", "2|ü", "3|");
      loader.write(batch(List.of(row(4, "not committed"))));
    }
    assertThat(rows()).hasSize(3);
  }

  @Test
  void aRowThatDoesNotFitIsTakenOutOfTheBatchAndBecomesADeadLetter() {
    List<RejectedRecord> rejected = new ArrayList<>();
    RowBatch batch = batch(List.of(row(1, "a"), row(2, "b\0c"), row(3, "d")));
    try (BulkLoader loader =
        fixture.target.loader(PLAN, LoadFixture.SCHEMA, LoadFixture.RUN, rejected::add)) {
      loader.write(batch);
      loader.commit(checkpoint(0, 3, PLAN, batch, 1));
    }
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(rows()).containsExactly("1|a", "3|d");
    assertThat(rejected)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.code()).isEqualTo(ErrorCode.CF_5003);
              assertThat(record.column()).isEqualTo("name");
              assertThat(record.locator()).isEqualTo("id=2");
              assertThat(record.detail()).doesNotContain("b");
            });
    assertThat(
            fixture.lines(
                "SELECT column_name, code, locator, row_readable FROM crossfade.dead_letters"))
        .containsExactly("name|CF-5003|id=2|{\"id\": 2, \"name\": {\"$text\": \"b\\\\0c\"}}");
  }
}

package dev.crossfade.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.ops.Events;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.SourceShape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
  @TempDir Path directory;

  @Test
  void saysWhatATableLooksLike() throws Exception {
    Path file =
        Databases.run(
            directory.resolve("shop.db"),
            "CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,"
                + " paid BOOLEAN DEFAULT 0, double AS (id * 2))",
            "INSERT INTO orders (name, paid) VALUES ('a', 0), ('b', 1), ('c', NULL)");
    try (SqliteSource source = SqliteSource.open(file)) {
      SourceShape shape = source.inspect(0, Events.NONE);
      assertThat(shape.format()).isEqualTo("sqlite");
      CollectionShape orders = shape.collections().get(0);
      assertThat(orders.key()).containsExactly("id");
      assertThat(orders.rows()).isEqualTo(3);
      assertThat(orders.content().rows()).isEqualTo(3);
      assertThat(orders.columns())
          .extracting("source")
          .containsExactly("id", "name", "paid", "double");
      assertThat(orders.columns()).extracting("notNull").containsExactly(true, true, false, false);
      assertThat(orders.columns())
          .extracting("generated")
          .containsExactly(false, false, false, true);
      assertThat(orders.columns().get(2).evidence().form("ZERO_ONE")).isEqualTo(2);
      assertThat(source.sequences()).containsExactly(java.util.Map.entry("orders", 3L));
      assertThat(List.of(source.sideFiles())).containsExactly(List.of());
    }
  }
}

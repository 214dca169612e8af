package dev.crossfade.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowBatchRemovalTest {
  private static RowBatch batch(String... texts) {
    RowBatch batch = new RowBatch(64);
    for (String text : texts) {
      batch.beginRow();
      batch.putText(text);
    }
    return batch;
  }

  private static List<String> texts(RowBatch batch) {
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      CellCursor cell = batch.cursor(row);
      assertThat(cell.next()).isTrue();
      texts.add(((Value.Text) Value.of(cell)).value());
      assertThat(cell.next()).isFalse();
    }
    return texts;
  }

  @Test
  void theOthersKeepTheirOrderAndContent() {
    RowBatch batch = batch("a", "bb", "ccc", "", "eeeee");
    batch.removeRows(new int[] {0, 3, 99}, 2);
    assertThat(texts(batch)).containsExactly("bb", "ccc", "eeeee");
  }

  @Test
  void theLastAndAllCanBeRemovedAndRowsAddedAfterwards() {
    RowBatch batch = batch("a", "b");
    batch.removeRows(new int[] {1}, 1);
    assertThat(texts(batch)).containsExactly("a");
    batch.removeRows(new int[] {0}, 1);
    assertThat(batch.size()).isZero();
    batch.beginRow();
    batch.putText("new");
    assertThat(texts(batch)).containsExactly("new");
  }
}

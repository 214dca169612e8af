package dev.crossfade.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
  /** In ascending order; values in one inner list are equal as keys. */
  private static final List<List<Value>> ASCENDING =
      List.of(
          List.of(new Value.Null()),
          List.of(new Value.Bool(false)),
          List.of(new Value.Bool(true)),
          List.of(new Value.Real(Double.NEGATIVE_INFINITY)),
          List.of(new Value.Decimal("-1E300")),
          List.of(new Value.Int(Long.MIN_VALUE)),
          List.of(new Value.Int(-1), new Value.Real(-1)),
          List.of(new Value.Int(0), new Value.Real(-0.0), new Value.Real(0), number("0")),
          List.of(new Value.Real(Double.MIN_VALUE)),
          List.of(new Value.Real(0.1)),
          List.of(new Value.Decimal("11E-2")),
          List.of(new Value.Int(9)),
          List.of(new Value.Int(10), number("1E1")),
          List.of(new Value.Real(0x1p53)),
          List.of(new Value.Int((1L << 53) + 1)),
          List.of(new Value.Int(Long.MAX_VALUE)),
          List.of(new Value.Real(0x1p63)),
          List.of(new Value.Real(Double.POSITIVE_INFINITY)),
          List.of(new Value.Real(Double.NaN)),
          List.of(new Value.Text("")),
          List.of(new Value.Text("\u0000")),
          List.of(new Value.Text("10")),
          List.of(new Value.Text("9")),
          List.of(new Value.Text("Z")),
          List.of(new Value.Text("a")),
          List.of(new Value.Text("a\u0000")),
          List.of(new Value.Text("ab")),
          List.of(new Value.Bytes(new byte[] {(byte) 0x80}, true)),
          List.of(new Value.Text("é")),
          List.of(new Value.Text("\uffff")),
          // UTF-16 would put this before the one above.
          List.of(new Value.Text("\ud83d\ude00")),
          List.of(new Value.Bytes(new byte[] {(byte) 0xff}, true)),
          List.of(new Value.Bytes(new byte[] {}, false)),
          List.of(new Value.Bytes(new byte[] {1}, false)),
          List.of(new Value.Bytes(new byte[] {-1}, false)));

  private static Value number(String normalised) {
    return new Value.Decimal(normalised);
  }

  private static byte[] row(Value... values) {
    RowBatch batch = new RowBatch(0);
    batch.beginRow();
    for (Value value : values) {
      value.putInto(batch);
    }
    return Arrays.copyOf(batch.data(), batch.size());
  }

  private static int compare(KeyOrder order, byte[] a, byte[] b) {
    int rows = Integer.signum(order.compareRows(a, 0, a.length, b, 0, b.length));
    byte[] key = order.extract(b, 0, b.length);
    assertThat(Integer.signum(order.compareToKey(a, 0, a.length, key))).isEqualTo(rows);
    return rows;
  }

  @Test
  void ordersAllKindsAsSqliteAndPostgresqlDo() {
    KeyOrder order = new KeyOrder(new int[] {1});
    for (int i = 0; i < ASCENDING.size(); i++) {
      for (int j = 0; j < ASCENDING.size(); j++) {
        for (Value a : ASCENDING.get(i)) {
          for (Value b : ASCENDING.get(j)) {
            int expected = Integer.compare(i, j);
            assertThat(compare(order, row(new Value.Int(1), a), row(new Value.Int(2), b)))
                .as("%s and %s", a, b)
                .isEqualTo(expected);
          }
        }
      }
    }
  }

  @Test
  void comparesColumnsInTheKeysOrder() {
    KeyOrder order = new KeyOrder(new int[] {2, 0});
    byte[] one = row(new Value.Int(2), new Value.Text("x"), new Value.Int(1));
    byte[] two = row(new Value.Int(1), new Value.Text("x"), new Value.Int(2));
    byte[] three = row(new Value.Int(1), new Value.Text("y"), new Value.Int(1));
    assertThat(compare(order, one, two)).isEqualTo(-1);
    assertThat(compare(order, one, three)).isEqualTo(1);
    assertThat(compare(order, three, three)).isZero();
    assertThat(compare(new KeyOrder(new int[0]), one, two)).isZero();
  }
}

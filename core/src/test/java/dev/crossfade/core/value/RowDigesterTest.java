package dev.crossfade.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowDigesterTest {
  private static final boolean[] NO_JSON = {};

  private static byte[] row(Value... values) {
    RowBatch batch = new RowBatch(0);
    batch.beginRow();
    for (Value value : values) {
      value.putInto(batch);
    }
    return java.util.Arrays.copyOf(batch.data(), batch.size());
  }

  private static Digest digest(boolean[] json, List<byte[]> rows) {
    RowDigester digester = new RowDigester(json);
    rows.forEach(row -> digester.add(row, 0, row.length));
    return digester.take();
  }

  private static boolean equal(boolean[] json, byte[] a, byte[] b) {
    RowDigester digester = new RowDigester(json);
    boolean equal = digester.addIfEqual(a, 0, a.length, b, 0, b.length);
    assertThat(digester.take()).isEqualTo(equal ? digest(json, List.of(a)) : Digest.EMPTY);
    return equal;
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  @Test
  void doesNotMindTheOrderOfRowsButCountsEachOfThem() {
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(row(new Value.Int(i % 10), text("t" + i)));
    }
    Digest digest = digest(NO_JSON, rows);
    Collections.shuffle(rows, new Random(3));
    assertThat(digest(NO_JSON, rows)).isEqualTo(digest);
    assertThat(digest(NO_JSON, rows.subList(0, 40)).plus(digest(NO_JSON, rows.subList(40, 100))))
        .isEqualTo(digest);
    assertThat(digest.minus(digest(NO_JSON, rows.subList(0, 40))))
        .isEqualTo(digest(NO_JSON, rows.subList(40, 100)));
    assertThat(Digest.ofHex(digest.rows(), digest.hex())).isEqualTo(digest);
    byte[] twin = row(text("twin"));
    assertThat(digest(NO_JSON, List.of(twin, twin)).hex()).isNotEqualTo(Digest.EMPTY.hex());
    List<byte[]> replaced = new ArrayList<>(rows);
    replaced.set(1, rows.get(0));
    assertThat(digest(NO_JSON, replaced)).isNotEqualTo(digest);
  }

  @Test
  void hashesARowWhereverItLies() {
    for (int length = 0; length < 40; length++) {
      byte[] row = row(text("x".repeat(length)));
      Digest digest = digest(NO_JSON, List.of(row));
      for (int behind = 0; behind < 12; behind++) {
        byte[] wide = new byte[3 + row.length + behind];
        java.util.Arrays.fill(wide, (byte) -1);
        System.arraycopy(row, 0, wide, 3, row.length);
        RowDigester digester = new RowDigester(NO_JSON);
        digester.add(wide, 3, 3 + row.length);
        assertThat(digester.take()).isEqualTo(digest);
        digester.addPlain(wide, 3, 3 + row.length);
        assertThat(digester.take()).isEqualTo(digest);
      }
    }
  }

  @Test
  void tellsNeighboursApart() {
    List<byte[]> rows =
        List.of(
            row(),
            row(new Value.Null()),
            row(new Value.Null(), new Value.Null()),
            row(new Value.Bool(false)),
            row(new Value.Bool(true)),
            row(new Value.Int(0)),
            row(new Value.Int(1)),
            row(new Value.Real(0.0)),
            row(new Value.Real(-0.0)),
            row(new Value.Real(1)),
            row(new Value.Decimal("0")),
            row(new Value.Decimal("1E0")),
            row(text("")),
            row(text("1E0")),
            row(text("\u0000")),
            row(text("\u0000\u0000")),
            row(text("a"), text("b")),
            row(text("b"), text("a")),
            row(text("ab"), text("")),
            row(text(""), text("ab")),
            row(text("ab")),
            row(new Value.Json("\"ab\"")),
            row(new Value.Bytes(new byte[] {'a', 'b'}, false)),
            row(new Value.Bytes(new byte[] {'a', 'b'}, true)),
            row(text("12345678")),
            row(text("1234567")),
            row(text("123456789")),
            row(new Value.Int(0x3132333435363738L)));
    Set<String> seen = new HashSet<>();
    for (byte[] row : rows) {
      assertThat(seen.add(digest(NO_JSON, List.of(row)).hex())).isTrue();
      for (byte[] other : rows) {
        assertThat(equal(NO_JSON, row, other)).isEqualTo(row == other);
        assertThat(equal(new boolean[] {true, true}, row, other)).isEqualTo(row == other);
      }
    }
  }

  @Test
  void findsEveryFlippedBit() {
    byte[] text = "the quick brown fox".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Set<String> seen = new HashSet<>();
    seen.add(digest(NO_JSON, List.of(row(new Value.Bytes(text, false)))).hex());
    for (int bit = 0; bit < text.length * 8; bit++) {
      byte[] flipped = text.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      byte[] row = row(new Value.Bytes(flipped, false));
      assertThat(seen.add(digest(NO_JSON, List.of(row)).hex())).as("bit %d", bit).isTrue();
    }
  }

  @Test
  void spreadsHashesOfCountedRows() {
    Set<Long> low = new HashSet<>();
    Set<Long> high = new HashSet<>();
    RowDigester digester = new RowDigester(NO_JSON);
    for (int i = 0; i < 200_000; i++) {
      byte[] row = row(new Value.Int(i));
      digester.hash(row, 0, row.length);
      low.add(digester.low());
      high.add(digester.high());
    }
    assertThat(low).hasSize(200_000);
    assertThat(high).hasSize(200_000);
  }

  @Test
  void comparesJsonAsDataOnlyInItsColumns() {
    byte[] one = row(text("{\"a\":1.0,\"b\":2}"), text("x"));
    byte[] two = row(text("{\"b\":2,\"a\":1}"), text("x"));
    boolean[] first = {true, false};
    assertThat(equal(first, one, two)).isTrue();
    assertThat(digest(first, List.of(one))).isEqualTo(digest(first, List.of(two)));
    assertThat(equal(NO_JSON, one, two)).isFalse();
    assertThat(digest(NO_JSON, List.of(one))).isNotEqualTo(digest(NO_JSON, List.of(two)));
    byte[] noJson = row(text("{"), text("x"));
    assertThat(equal(first, noJson, one)).isFalse();
    assertThat(equal(first, noJson, noJson)).isTrue();
  }

  @Test
  void namesTheFirstDifferenceFromAColumnOn() {
    byte[] one = row(text("a"), text("b"), text("c"));
    byte[] two = row(text("a"), text("x"), text("y"));
    RowDigester digester = new RowDigester(new boolean[] {true});
    assertThat(digester.firstDifference(one, 0, one.length, two, 0, two.length, 0)).isEqualTo(1);
    assertThat(digester.firstDifference(one, 0, one.length, two, 0, two.length, 2)).isEqualTo(2);
    assertThat(digester.firstDifference(one, 0, one.length, one, 0, one.length, 0)).isEqualTo(-1);
  }

  @Test
  void seesACellMoreOnEitherSide() {
    byte[] shorter = row(text("a"));
    byte[] longer = row(text("a"), new Value.Null());
    boolean[] json = {true};
    assertThat(equal(json, shorter, longer)).isFalse();
    assertThat(equal(json, longer, shorter)).isFalse();
    RowDigester digester = new RowDigester(json);
    assertThat(digester.firstDifference(shorter, 0, shorter.length, longer, 0, longer.length, 0))
        .isEqualTo(1);
  }
}

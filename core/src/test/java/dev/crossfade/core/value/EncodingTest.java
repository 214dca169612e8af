package dev.crossfade.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The encoding is durable: digests made of it are kept. These bytes never change in version 1. */
class EncodingTest {
  private static final HexFormat HEX = HexFormat.of();

  static Stream<Arguments> golden() {
    return Map.<Value, String>ofEntries(
            Map.entry(new Value.Null(), "00"),
            Map.entry(new Value.Bool(false), "01"),
            Map.entry(new Value.Bool(true), "02"),
            Map.entry(new Value.Int(0), "030000000000000000"),
            Map.entry(new Value.Int(1), "030000000000000001"),
            Map.entry(new Value.Int(-1), "03ffffffffffffffff"),
            Map.entry(new Value.Int(Long.MIN_VALUE), "038000000000000000"),
            Map.entry(new Value.Int(Long.MAX_VALUE), "037fffffffffffffff"),
            Map.entry(new Value.Real(0.0), "040000000000000000"),
            Map.entry(new Value.Real(-0.0), "048000000000000000"),
            Map.entry(new Value.Real(1.5), "043ff8000000000000"),
            Map.entry(new Value.Real(Double.MIN_VALUE), "040000000000000001"),
            Map.entry(new Value.Real(Double.POSITIVE_INFINITY), "047ff0000000000000"),
            Map.entry(new Value.Real(Double.NEGATIVE_INFINITY), "04fff0000000000000"),
            Map.entry(new Value.Real(Double.NaN), "047ff8000000000000"),
            Map.entry(new Value.Decimal("-11E-1"), "05000000062d3131452d31"),
            Map.entry(new Value.Text(""), "0600000000"),
            Map.entry(new Value.Text("a\u0000é😀"), "0600000008" + "6100c3a9f09f9880"),
            Map.entry(new Value.Bytes(new byte[] {0, -1}, false), "070000000200ff"),
            Map.entry(new Value.Json("{}"), "08000000027b7d"),
            Map.entry(new Value.Bytes(new byte[] {-1}, true), "0900000001ff"))
        .entrySet()
        .stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void encodesAsDrawnAndDecodesBack(Value value, String hex) {
    RowBatch batch = new RowBatch(0);
    batch.beginRow();
    value.putInto(batch);
    assertThat(HEX.formatHex(batch.data(), 0, batch.size())).isEqualTo(hex);
    CellCursor cell = batch.cursor(0);
    assertThat(cell.next()).isTrue();
    assertThat(Value.of(cell)).isEqualTo(value);
    assertThat(cell.cellLength()).isEqualTo(hex.length() / 2);
    assertThat(cell.next()).isFalse();
  }

  @Test
  void everyNanIsTheSame() {
    RowBatch batch = new RowBatch(0);
    batch.beginRow();
    batch.putDouble(Double.longBitsToDouble(0xfff8000000000123L));
    assertThat(HEX.formatHex(batch.data(), 0, batch.size())).isEqualTo("047ff8000000000000");
  }

  @Test
  void digestsOfVersionOneStayTheSame() {
    RowDigester digester = new RowDigester(new boolean[] {false, true});
    RowBatch batch = new RowBatch(0);
    for (Value value :
        List.of(
            new Value.Null(),
            new Value.Bool(true),
            new Value.Int(-42),
            new Value.Real(-0.0),
            new Value.Decimal("11E-1"),
            new Value.Text("żółw 🐢, longer than eight bytes"),
            new Value.Bytes(new byte[] {1, 2, 3}, false),
            new Value.Bytes(new byte[] {-128}, true))) {
      batch.beginRow();
      value.putInto(batch);
      new Value.Json("{\"a\":[1.10,\"\\u00e9\",null,true],\"b\":{}}").putInto(batch);
    }
    for (int row = 0; row < batch.rows(); row++) {
      digester.add(batch.data(), batch.start(row), batch.end(row));
    }
    Digest digest = digester.take();
    assertThat(Tag.VERSION).isEqualTo(1);
    assertThat(digest.rows()).isEqualTo(8);
    assertThat(digest.hex()).isEqualTo("84955be6a7c80605d0847e72fb5cee31");
  }

  @Test
  void refusesReservedTags() {
    CellCursor cell = new CellCursor();
    cell.reset(new byte[] {10}, 0, 1);
    assertThatThrownBy(cell::next).isInstanceOf(CrossfadeException.class);
    cell.reset(new byte[] {-1}, 0, 1);
    assertThatThrownBy(cell::next).isInstanceOf(CrossfadeException.class);
    assertThat(Arrays.stream(Tag.values()).map(Tag::code)).doesNotHaveDuplicates();
  }

  @Test
  void keepsRowsApartAndTakesTheLastOneBack() {
    RowBatch batch = new RowBatch(0);
    for (int i = 0; i < 3000; i++) {
      batch.beginRow();
      batch.putLong(i);
      batch.putText("x".repeat(i % 7));
    }
    batch.beginRow();
    batch.putText("not this");
    batch.dropRow();
    assertThat(batch.rows()).isEqualTo(3000);
    CellCursor cell = batch.cursor(2999);
    cell.next();
    assertThat(cell.longValue()).isEqualTo(2999);
    RowBatch copy = new RowBatch(0);
    int size = batch.end(5) - batch.start(5);
    copy.putRow(batch.data(), batch.start(5), size);
    assertThat(copy.cursor(0).next()).isTrue();
    assertThat(copy.size()).isEqualTo(size);
    batch.clear();
    assertThat(batch.rows() + batch.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "a\udca9", "\udca9\ud83d", "\ud83d\ud83d\udca9"})
  void refusesTextWithALoneSurrogateInsteadOfAQuestionMark(String text) {
    RowBatch batch = new RowBatch(64);
    batch.beginRow();
    assertThatThrownBy(() -> batch.putText(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Value.Text(text).putInto(batch))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(batch.size()).isZero();
    batch.putText("\ud83d\udca9");
    assertThat(batch.size()).isEqualTo(1 + 4 + 4);
  }

  @Test
  void takesInvalidTextForMalformed() {
    RowBatch batch = new RowBatch(0);
    batch.beginRow();
    batch.putUtf8(new byte[] {(byte) 0xc3, (byte) 0xa9}, 0, 2);
    batch.putUtf8(new byte[] {(byte) 0xc3, (byte) 0xa9}, 0, 1);
    CellCursor cell = batch.cursor(0);
    cell.next();
    assertThat(cell.tag()).isEqualTo(Tag.TEXT);
    cell.next();
    assertThat(cell.tag()).isEqualTo(Tag.MALFORMED);
  }
}

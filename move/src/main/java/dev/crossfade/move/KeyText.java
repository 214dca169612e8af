package dev.crossfade.move;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.Value;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Encoded keys and cells as a person reads them. */
public final class KeyText {
  private static final int MAX_TEXT = 200;

  private KeyText() {}

  /**
   * A key as {@code id=42, part=7}.
   *
   * @param plan names the key's columns
   * @param key the encoded key cells
   */
  public static String key(CollectionPlan plan, byte[] key) {
    List<String> parts = new ArrayList<>();
    CellCursor cells = new CellCursor();
    cells.reset(key, 0, key.length);
    for (String column : plan.key()) {
      if (!cells.next()) {
        break;
      }
      parts.add(column + "=" + value(Value.of(cells)));
    }
    return String.join(", ", parts);
  }

  /** One cell of a row, by its position. */
  public static String cell(byte[] row, int position) {
    CellCursor cells = new CellCursor();
    cells.reset(row, 0, row.length);
    for (int i = 0; i <= position; i++) {
      if (!cells.next()) {
        return "(none)";
      }
    }
    return value(Value.of(cells));
  }

  private static String value(Value value) {
    if (value instanceof Value.Null) {
      return "NULL";
    }
    if (value instanceof Value.Bool bool) {
      return Boolean.toString(bool.value());
    }
    if (value instanceof Value.Int integer) {
      return Long.toString(integer.value());
    }
    if (value instanceof Value.Real real) {
      return Double.toString(real.value());
    }
    if (value instanceof Value.Decimal decimal) {
      return decimal.normalised();
    }
    if (value instanceof Value.Text text) {
      return shorten("'" + text.value() + "'");
    }
    if (value instanceof Value.Json json) {
      return shorten(json.text());
    }
    Value.Bytes bytes = (Value.Bytes) value;
    return shorten("x'" + HexFormat.of().formatHex(bytes.value()) + "'");
  }

  private static String shorten(String text) {
    // Control characters of a row must not reach a terminal.
    String clean = text.replaceAll("\\p{Cntrl}", "\ufffd");
    return clean.length() <= MAX_TEXT ? clean : clean.substring(0, MAX_TEXT) + "…";
  }
}

package dev.crossfade.sqlite;

import dev.crossfade.core.value.CellCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One encoded key cell as a parameter.
 *
 * @param sql the place holder
 * @param value what is bound to it
 */
public record KeyParameter(String sql, Object value) {

  /** The parameters of encoded key cells. */
  public static List<KeyParameter> decode(byte[] cells) {
    CellCursor cursor = new CellCursor();
    cursor.reset(cells, 0, cells.length);
    List<KeyParameter> parameters = new ArrayList<>();
    try {
      while (cursor.next()) {
        parameters.add(of(cursor));
      }
    } catch (IndexOutOfBoundsException e) {
      throw ScanPosition.foreign("that breaks off");
    }
    return parameters;
  }

  /** The parameter of a cell that is not null. */
  public static KeyParameter of(CellCursor cell) {
    return switch (cell.tag()) {
      case INTEGER -> new KeyParameter("?", cell.longValue());
      case DOUBLE -> new KeyParameter("?", cell.doubleValue());
      case TEXT -> new KeyParameter("?", new String(bytes(cell), StandardCharsets.UTF_8));
      case BYTES -> new KeyParameter("?", bytes(cell));
      // A blob cast to text keeps its bytes, whatever they are.
      case MALFORMED -> new KeyParameter("CAST(? AS TEXT)", bytes(cell));
      default -> throw ScanPosition.foreign("with a cell of kind " + cell.tag());
    };
  }

  private static byte[] bytes(CellCursor cell) {
    return Arrays.copyOfRange(cell.data(), cell.offset(), cell.offset() + cell.length());
  }
}

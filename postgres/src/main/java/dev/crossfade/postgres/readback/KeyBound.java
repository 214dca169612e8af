package dev.crossfade.postgres.readback;

import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.Tag;
import dev.crossfade.core.value.Utf8;
import dev.crossfade.sql.dialect.Identifiers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Where a cell of a key stands among the values of its column. A key may be of a row that did not
 * fit, so that its cells need not be values that the column can have.
 *
 * @param place how the literal stands to the cell
 * @param expression the column as it is compared here
 * @param literal a literal of SQL; empty where there is none
 */
record KeyBound(Place place, String expression, String literal) {

  /** How the literal stands to the cell. */
  enum Place {
    /** The column has this value. */
    EXACT,
    /** The largest value of the column that is less than the cell. */
    FLOOR,
    /** Every value of the column is less than the cell. */
    ABOVE,
    /** Every value of the column is greater than the cell. */
    BELOW
  }

  static List<KeyBound> of(List<KeyColumn> columns, byte[] encodedKey) {
    CellCursor cell = new CellCursor();
    cell.reset(encodedKey, 0, encodedKey.length);
    List<KeyBound> bounds = new ArrayList<>();
    for (KeyColumn column : columns) {
      cell.next();
      bounds.add(of(column, cell));
    }
    return bounds;
  }

  private static KeyBound of(KeyColumn column, CellCursor cell) {
    KeyDomain domain = column.domain();
    if (domain != null) {
      byte[] encoded =
          Arrays.copyOfRange(cell.data(), cell.cellStart(), cell.cellStart() + cell.cellLength());
      return domain.bound(column.expression(), encoded);
    }
    boolean bytesColumn = column.kind() == Kind.BYTES;
    boolean text = cell.tag() == Tag.TEXT || cell.tag() == Tag.MALFORMED;
    if (bytesColumn ? cell.tag() != Tag.BYTES : !text) {
      int order = cell.tag().compareTo(bytesColumn ? Tag.BYTES : Tag.TEXT);
      boolean below = order < 0 || text;
      return new KeyBound(below ? Place.BELOW : Place.ABOVE, column.expression(), "");
    }
    return column.kind() == Kind.TEXT
        ? text(column.expression(), cell)
        : new KeyBound(Place.EXACT, column.expression(), bytes(cell));
  }

  /** Text that PostgreSQL cannot hold is compared as bytes, which order alike. */
  private static KeyBound text(String expression, CellCursor cell) {
    byte[] data = cell.data();
    boolean holdable =
        Utf8.isValid(data, cell.offset(), cell.length())
            && !Utf8.hasNul(data, cell.offset(), cell.length());
    if (!holdable) {
      return new KeyBound(Place.FLOOR, "convert_to(" + expression + ", 'UTF8')", bytes(cell));
    }
    String text = new String(data, cell.offset(), cell.length(), StandardCharsets.UTF_8);
    return new KeyBound(Place.EXACT, expression, Identifiers.literal(text) + "::text");
  }

  private static String bytes(CellCursor cell) {
    int end = cell.offset() + cell.length();
    String hex = HexFormat.of().formatHex(cell.data(), cell.offset(), end);
    return Identifiers.literal("\\x" + hex) + "::bytea";
  }
}

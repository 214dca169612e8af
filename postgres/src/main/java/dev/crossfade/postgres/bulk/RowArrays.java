package dev.crossfade.postgres.bulk;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.ColumnPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * A few encoded rows as parameters of a statement: one array a column, in the order of the rows.
 * Cells are what COPY would send, so that both ways write the same. Not safe for several threads.
 */
public final class RowArrays {
  private static final int MOST_BYTES = 512 * 1024;
  private static final int COLUMN_BYTES = 256;
  private static final int HEAD_BYTES = 20;

  private final Element[] elements;
  private final CopyBuffer buffer = new CopyBuffer(4 * COLUMN_BYTES);
  private final RowEncoder encoder;
  private final CopyBuffer[] cells;
  private int rows;
  private int bytes;
  private boolean full;

  /** The types of cells, with the ids that every server has given to them. */
  private record Element(String array, int arrayOid, int oid) {
    static @Nullable Element of(String type) {
      return switch (type) {
        case "bigint" -> new Element("_int8", Oid.INT8_ARRAY, Oid.INT8);
        case "boolean" -> new Element("_bool", Oid.BOOL_ARRAY, Oid.BOOL);
        case "double precision" -> new Element("_float8", Oid.FLOAT8_ARRAY, Oid.FLOAT8);
        case "numeric" -> new Element("_numeric", Oid.NUMERIC_ARRAY, Oid.NUMERIC);
        case "text" -> new Element("_text", Oid.TEXT_ARRAY, Oid.TEXT);
        case "bytea" -> new Element("_bytea", Oid.BYTEA_ARRAY, Oid.BYTEA);
        case "date" -> new Element("_date", Oid.DATE_ARRAY, Oid.DATE);
        case "timestamp with time zone" ->
            new Element("_timestamptz", Oid.TIMESTAMPTZ_ARRAY, Oid.TIMESTAMPTZ);
        case "timestamp without time zone" ->
            new Element("_timestamp", Oid.TIMESTAMP_ARRAY, Oid.TIMESTAMP);
        case "uuid" -> new Element("_uuid", Oid.UUID_ARRAY, Oid.UUID);
        case "json" -> new Element("_json", Oid.JSON_ARRAY, Oid.JSON);
        case "jsonb" -> new Element("pg_catalog._jsonb", Oid.JSONB_ARRAY, Oid.JSONB);
        default -> null;
      };
    }
  }

  private RowArrays(List<ColumnPlan> columns, Element[] elements) {
    this.elements = elements;
    encoder = new RowEncoder(columns, buffer);
    cells = new CopyBuffer[elements.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = new CopyBuffer(COLUMN_BYTES);
    }
  }

  /**
   * Without rows yet.
   *
   * @param columns of a row, in the order of its cells
   * @return null when a column's type does not go into such arrays
   */
  public static @Nullable RowArrays of(List<ColumnPlan> columns) {
    Element[] elements = new Element[columns.size()];
    for (int i = 0; i < elements.length; i++) {
      Element element = Element.of(columns.get(i).conversion().type());
      if (element == null) {
        return null;
      }
      elements[i] = element;
    }
    return new RowArrays(columns, elements);
  }

  /**
   * Adds a row, which lies in {@code data[start, end)}.
   *
   * @return why it does not fit and was not added, or null
   */
  public @Nullable ErrorCode add(byte[] data, int start, int end) {
    buffer.clear();
    ErrorCode wrong = encoder.encode(data, start, end);
    if (wrong == null && (buffer.holdsForeign() || bytes + buffer.size() > MOST_BYTES)) {
      full = true;
    } else if (wrong == null) {
      buffer.splitRow(cells);
      bytes += (int) buffer.size();
      rows++;
    }
    return wrong;
  }

  /** Whether a row that fits was not added, since all would be too much for a statement. */
  public boolean full() {
    return full;
  }

  /** Rows added so far. */
  public int rows() {
    return rows;
  }

  /** How many parameters {@link #bind} gives to a statement. */
  public int columns() {
    return elements.length;
  }

  /**
   * Gives the arrays to a statement.
   *
   * @param connection of the statement
   * @param first number of the first of the parameters, one a column
   */
  public void bind(Connection connection, PreparedStatement statement, int first)
      throws SQLException {
    BaseConnection base = connection.unwrap(BaseConnection.class);
    for (int i = 0; i < elements.length; i++) {
      // The driver knows some arrays only as text, while these are as the server reads them.
      base.getQueryExecutor().addBinarySendOid(elements[i].arrayOid());
      statement.setObject(first + i, new Cells(elements[i], rows, cells[i]));
    }
  }

  /**
   * One array of one dimension.
   *
   * <pre>
   * dimensions:4 (1)  nulls:4 (1)  type:4  rows:4  lowest:4 (1)  (length:4 content)*
   * </pre>
   */
  private static final class Cells extends PGobject implements PGBinaryObject {
    private static final long serialVersionUID = 1L;

    private final transient Element element;
    private final int rows;
    private final transient CopyBuffer cells;

    Cells(Element element, int rows, CopyBuffer cells) {
      this.element = element;
      this.rows = rows;
      this.cells = cells;
      setType(element.array());
    }

    @Override
    public int lengthInBytes() {
      return HEAD_BYTES + (int) cells.size();
    }

    @Override
    public void toBytes(byte[] bytes, int offset) {
      CopyBuffer head = new CopyBuffer(HEAD_BYTES);
      head.putInt(1);
      head.putInt(1);
      head.putInt(element.oid());
      head.putInt(rows);
      head.putInt(1);
      head.copyTo(bytes, offset);
      cells.copyTo(bytes, offset + HEAD_BYTES);
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
      throw new UnsupportedOperationException("only ever sent");
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    @Override
    public Object clone() throws CloneNotSupportedException {
      throw new CloneNotSupportedException();
    }
  }
}

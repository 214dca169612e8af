package dev.crossfade.core.hybrid;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import dev.crossfade.core.value.Utf8;
import dev.crossfade.core.value.Value;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the documents of one kind lie in a table. This is a durable format:
 *
 * <pre>
 * key         text not null, COLLATE "C", the key of the table
 * ATTRIBUTE   a column for each attribute, in their order, of its type; null where the document has
 *             no value of exactly that kind at the path, or one that the type does not hold equal
 * rest        jsonb not null, the document without these, as {@link DocumentJson}; a map on the
 *             way to a value stays, even when it is empty
 * </pre>
 *
 * The path goes through maps alone; lists, tags and metadata end it. Nothing is lost: {@link #join}
 * of {@link #split} is equal to the document, whatever it is. In a row that somebody else changed,
 * a column counts before what the rest has at its path, and maps that are missing on the way are
 * made. Immutable; safe for several threads.
 */
public final class HybridTable {
  /** The column of keys. */
  public static final String KEY = "key";

  /** The column of what has no column of its own. */
  public static final String REST = "rest";

  private final List<Attribute> attributes;
  private final CollectionPlan plan;
  private final PathNode paths;

  /**
   * @param source name of the collection, its pattern's text
   * @param table in PostgreSQL, without schema
   * @param attributes what has a column of its own; names and paths differ, and no name is {@value
   *     #KEY} or {@value #REST}
   * @throws IllegalArgumentException when they do not
   */
  public HybridTable(String source, String table, List<Attribute> attributes) {
    this.attributes = List.copyOf(attributes);
    paths = PathNode.of(this.attributes);
    List<ColumnPlan> columns =
        Stream.of(
                Stream.of(column(KEY, Conversion.of(Conversion.Kind.TEXT), false)),
                this.attributes.stream()
                    .map(one -> column(one.column(), AttributeCell.conversion(one.type()), true)),
                Stream.of(column(REST, Conversion.of(Conversion.Kind.JSONB), false)))
            .flatMap(some -> some)
            .toList();
    Set<String> names = new HashSet<>();
    for (ColumnPlan column : columns) {
      if (!names.add(column.target())) {
        throw new IllegalArgumentException("expected columns of different names");
      }
    }
    plan = new CollectionPlan(source, table, null, null, List.of(KEY), columns, null);
  }

  private static ColumnPlan column(String name, Conversion conversion, boolean nullable) {
    String reason = nullable ? "An attribute of the documents." : "Each document has it.";
    return new ColumnPlan(
        name, name, conversion, nullable, ColumnPlan.Misfit.REJECT, reason, List.of());
  }

  /**
   * Whether a plan is that of such a table, as far as plans tell. Its keys then are ordered by code
   * points, in their column itself, so that scans find them by its index.
   */
  public static boolean isPlanOf(CollectionPlan plan) {
    List<ColumnPlan> columns = plan.columns();
    return plan.key().equals(List.of(KEY))
        && columns.size() >= 2
        && isColumn(columns.get(0), KEY, Conversion.Kind.TEXT)
        && isColumn(columns.get(columns.size() - 1), REST, Conversion.Kind.JSONB);
  }

  private static boolean isColumn(ColumnPlan column, String name, Conversion.Kind kind) {
    return column.source().equals(name)
        && column.target().equals(name)
        && column.conversion().kind() == kind
        && !column.nullable();
  }

  /** How its rows are moved and compared. */
  public CollectionPlan plan() {
    return plan;
  }

  /** The attributes in the order of their columns. */
  public List<Attribute> attributes() {
    return attributes;
  }

  /** Splits a document into the values of the columns and the rest. */
  public HybridRow split(Document document) {
    @Nullable Document[] taken = new @Nullable Document[attributes.size()];
    Document rest = paths.take(document, taken);
    return new HybridRow(Arrays.asList(taken), rest);
  }

  /**
   * The document of a row.
   *
   * @throws CrossfadeException CF-7301 when a column's value has no place in the rest
   */
  public Document join(HybridRow row) {
    return Objects.requireNonNull(paths.place(row.rest(), row.attributes()));
  }

  /**
   * Adds an entry as a raw row, as a source reads it.
   *
   * @throws CrossfadeException CF-2207 or CF-2209 when the value cannot be written; nothing is
   *     added then
   */
  public void add(RowBatch out, String key, Document value) {
    HybridRow row = split(value);
    byte[] rest = Utf8.bytes(row.restJson());
    out.beginRow();
    out.putText(key);
    for (Document attribute : row.attributes()) {
      if (attribute == null) {
        out.putNull();
      } else {
        AttributeCell.put(out, attribute);
      }
    }
    out.put(Tag.JSON, rest, 0, rest.length);
  }

  /**
   * The entry of a raw row: the inverse of {@link #add}.
   *
   * @throws CrossfadeException CF-7301 as {@link #join}; CF-7302 when a column holds what no
   *     document has; CF-2243 when the rest is not in its encoding
   */
  public StoreEntry entry(RowBatch rows, int row) {
    CellCursor cells = rows.cursor(row);
    if (!(next(cells) instanceof Value.Text key)) {
      throw unreadable(KEY, null);
    }
    @Nullable Document[] values = new @Nullable Document[attributes.size()];
    for (int i = 0; i < values.length; i++) {
      Attribute attribute = attributes.get(i);
      Value cell = next(cells);
      try {
        boolean none = cell instanceof Value.Null;
        values[i] = none ? null : AttributeCell.read(attribute.type(), cell);
      } catch (IllegalArgumentException e) {
        throw unreadable(attribute.column(), e);
      }
    }
    if (!(next(cells) instanceof Value.Json rest)) {
      throw unreadable(REST, null);
    }
    Document document = DocumentJson.decode(rest.text());
    return new StoreEntry(key.value(), join(new HybridRow(Arrays.asList(values), document)));
  }

  private static Value next(CellCursor cells) {
    return cells.next() ? Value.of(cells) : new Value.Null();
  }

  /** The error of a column whose value no document has: CF-7302, without the value. */
  public CrossfadeException unreadable(String column, @Nullable Throwable cause) {
    return new CrossfadeException(
        ErrorCode.CF_7302,
        "expected the value of a document in column "
            + column
            + " of table "
            + plan.target()
            + " but was another one",
        cause);
  }
}

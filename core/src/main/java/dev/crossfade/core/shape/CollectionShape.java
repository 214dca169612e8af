package dev.crossfade.core.shape;

import dev.crossfade.core.value.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table, file or nested array as the source has it.
 *
 * @param name table name, or the collection's name for files; children are {@code parent.field}
 * @param columns in the source's order
 * @param key names of the key's columns in the key's order; empty when there is none
 * @param parent how it hangs on another collection, or null
 * @param rows number of rows read
 * @param malformed records that could not be read
 * @param content digest of all raw rows, columns in order; empty when only a sample was read
 * @param problems what a user ought to know
 * @param format its own format where a folder holds several, such as {@code csv}; empty where it is
 *     that of the source
 */
public record CollectionShape(
    String name,
    List<ColumnShape> columns,
    List<String> key,
    @Nullable ParentLink parent,
    long rows,
    long malformed,
    Digest content,
    List<Problem> problems,
    String format) {

  /** A collection of the source's format. */
  public CollectionShape(
      String name,
      List<ColumnShape> columns,
      List<String> key,
      @Nullable ParentLink parent,
      long rows,
      long malformed,
      Digest content,
      List<Problem> problems) {
    this(name, columns, key, parent, rows, malformed, content, problems, "");
  }

  /**
   * A nested array whose elements became rows.
   *
   * @param collection the parent's name
   * @param columns the columns here that hold the parent's key
   * @param parentColumns the parent's key columns
   */
  public record ParentLink(String collection, List<String> columns, List<String> parentColumns) {}
}

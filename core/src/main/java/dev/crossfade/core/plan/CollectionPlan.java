package dev.crossfade.core.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one collection is mapped.
 *
 * @param source name in the source, as in its shape
 * @param target table in PostgreSQL, without schema
 * @param skip reason why it is left out, or null to move it
 * @param where condition in the source's dialect that rows must meet, or null for all
 * @param key target columns of the key in its order; empty when there is none
 * @param columns in the order in which rows carry their cells
 * @param parent the table that a nested collection hangs on, or null
 */
public record CollectionPlan(
    String source,
    String target,
    @Nullable String skip,
    @Nullable String where,
    List<String> key,
    List<ColumnPlan> columns,
    @Nullable Parent parent) {

  /**
   * The foreign key of a nested collection; all names are of the target.
   *
   * @param table the parent's table
   * @param columns columns here
   * @param parentColumns columns there
   */
  public record Parent(String table, List<String> columns, List<String> parentColumns) {}

  /** The same with other columns. */
  public CollectionPlan with(List<ColumnPlan> other) {
    return new CollectionPlan(source, target, skip, where, key, List.copyOf(other), parent);
  }

  /** Positions of the key's columns in a row. */
  public int[] keyPositions() {
    List<String> targets = new ArrayList<>();
    for (ColumnPlan column : columns) {
      targets.add(column.target());
    }
    return key.stream().mapToInt(targets::indexOf).toArray();
  }

  /** Which columns are compared as JSON data, for {@link dev.crossfade.core.value.RowDigester}. */
  public boolean[] jsonColumns() {
    boolean[] json = new boolean[columns.size()];
    for (int i = 0; i < json.length; i++) {
      json[i] = columns.get(i).conversion().kind().comparesJsonData();
    }
    return json;
  }

  /** Whether the target gives rows in the key's order as the source has it. */
  public boolean orderedByKey() {
    for (int position : keyPositions()) {
      ColumnPlan column = columns.get(position);
      if (column.nullable() || !column.conversion().ordered()) {
        return false;
      }
    }
    return !key.isEmpty();
  }
}

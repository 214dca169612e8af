package dev.crossfade.files.where;

import dev.crossfade.core.value.RowBatch;

/** Holds records against a condition. Not safe for several threads. */
public final class RowFilter {
  private final Condition condition;
  private final Cells cells;
  private final RowBatch row = new RowBatch(256);

  /**
   * @param untyped whether text reads as number or truth value where the literal is one
   */
  public RowFilter(Condition condition, boolean untyped) {
    this.condition = condition;
    cells = new Cells(condition.fields().size(), untyped);
  }

  /** Gives the values of the record at hand. */
  @FunctionalInterface
  public interface Values {
    /** Adds the value of one of {@link Condition#fields} as a cell. */
    void put(RowBatch batch, int field);
  }

  /**
   * Whether a record meets what the condition asks of it.
   *
   * @param up how many records up it lies from the rows; parts that also look at records further
   *     inside are not asked
   */
  public boolean accepts(int up, Values values) {
    for (Condition.Part part : condition.parts()) {
      if (part.up() == up && !accepts(part, values)) {
        return false;
      }
    }
    return true;
  }

  private boolean accepts(Condition.Part part, Values values) {
    row.clear();
    row.beginRow();
    for (int field : part.fields()) {
      values.put(row, field);
    }
    cells.take(row, part.fields());
    return part.node().of(cells) == Truth.TRUE;
  }
}

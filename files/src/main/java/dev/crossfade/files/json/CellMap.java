package dev.crossfade.files.json;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.FieldPath;
import dev.crossfade.files.where.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where each cell of a row comes from: a slot of the record or element on one of the levels of
 * nesting, or something computed. Level 0 is the record, the last level is what becomes rows.
 */
final class CellMap {
  static final int ORDINAL = -1;
  static final int KEY = -2;
  static final int FILE = -3;
  static final int POSITION = -4;

  private final int columns;
  private final @Nullable Condition where;
  private final int[] levels;
  private final int[] codes;
  private final JsonCells[] cells;
  private final int[] arraySlots;

  /**
   * @param columns source paths in the order of the row
   * @param arrays names of the arrays on the way from the record to the rows; empty for records
   * @param where whose fields are read too, as columns behind the row's; or null
   */
  CellMap(List<String> columns, List<String> arrays, @Nullable Condition where) {
    this.columns = columns.size();
    this.where = where;
    List<FieldPath> paths = new ArrayList<>(columns.stream().map(FieldPath::of).toList());
    if (where != null) {
      checkRecords(where, paths);
      where.fields().forEach(field -> paths.add(field.path()));
    }
    int depth = arrays.size() + 1;
    List<FieldNode> trees = new ArrayList<>();
    int[] slots = new int[depth];
    int[] recordSlots = new int[depth];
    arraySlots = new int[depth];
    for (int level = 0; level < depth; level++) {
      trees.add(new FieldNode());
      recordSlots[level] = -1;
    }
    levels = new int[paths.size()];
    codes = new int[paths.size()];
    for (int i = 0; i < codes.length; i++) {
      FieldPath path = paths.get(i);
      int level = Math.max(0, depth - 1 - path.up());
      levels[i] = level;
      codes[i] =
          switch (path.computed()) {
            case ORDINAL -> ORDINAL;
            case KEY -> KEY;
            case FILE -> FILE;
            case POSITION -> POSITION;
            case RECORD -> {
              if (recordSlots[level] < 0) {
                recordSlots[level] = slots[level]++;
              }
              yield recordSlots[level];
            }
            case NONE -> slot(trees.get(level), path.names(), slots, level, i < this.columns);
          };
    }
    for (int level = 0; level < arrays.size(); level++) {
      arraySlots[level] = slot(trees.get(level), List.of(arrays.get(level)), slots, level, true);
    }
    cells = new JsonCells[depth];
    for (int level = 0; level < depth; level++) {
      trees.get(level).freeze();
      cells[level] = new JsonCells(trees.get(level), slots[level], recordSlots[level]);
    }
  }

  // Asking for the record itself bears records that are no objects, which a condition must not.
  private static void checkRecords(Condition where, List<FieldPath> columns) {
    for (Condition.Field field : where.fields()) {
      if (field.path().computed() == FieldPath.Computed.RECORD && !columns.contains(field.path())) {
        throw new CrossfadeException(
            ErrorCode.CF_2216,
            "expected a field but was $, which is no column, at character " + field.at());
      }
    }
  }

  private static int slot(
      FieldNode tree, List<String> names, int[] slots, int level, boolean held) {
    int slot = tree.add(names, slots[level], held);
    if (slot == slots[level]) {
      slots[level]++;
    }
    return slot;
  }

  /** Number of cells of a row. */
  int columns() {
    return columns;
  }

  /** The condition, whose fields are the columns behind {@link #columns}; or null. */
  @Nullable Condition where() {
    return where;
  }

  int level(int column) {
    return levels[column];
  }

  /** The slot, or one of the negative constants. */
  int code(int column) {
    return codes[column];
  }

  /** Number of levels, at least 1. */
  int depth() {
    return cells.length;
  }

  JsonCells cells(int level) {
    return cells[level];
  }

  /** The slot on a level that holds the array whose elements are the next level. */
  int arraySlot(int level) {
    return arraySlots[level];
  }
}

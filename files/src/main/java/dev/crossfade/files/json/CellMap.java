package dev.crossfade.files.json;

import dev.crossfade.core.shape.FieldPath;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each cell of a row comes from: a slot of the record or element on one of the levels of
 * nesting, or something computed. Level 0 is the record, the last level is what becomes rows.
 */
final class CellMap {
  static final int ORDINAL = -1;
  static final int KEY = -2;
  static final int FILE = -3;
  static final int POSITION = -4;

  private final int[] levels;
  private final int[] codes;
  private final JsonCells[] cells;
  private final int[] arraySlots;

  /**
   * @param columns source paths in the order of the row
   * @param arrays names of the arrays on the way from the record to the rows; empty for records
   */
  CellMap(List<String> columns, List<String> arrays) {
    int depth = arrays.size() + 1;
    List<FieldNode> trees = new ArrayList<>();
    int[] slots = new int[depth];
    int[] recordSlots = new int[depth];
    arraySlots = new int[depth];
    for (int level = 0; level < depth; level++) {
      trees.add(new FieldNode());
      recordSlots[level] = -1;
    }
    levels = new int[columns.size()];
    codes = new int[columns.size()];
    for (int i = 0; i < codes.length; i++) {
      FieldPath path = FieldPath.of(columns.get(i));
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
            case NONE -> slot(trees.get(level), path.names(), slots, level);
          };
    }
    for (int level = 0; level < arrays.size(); level++) {
      arraySlots[level] = slot(trees.get(level), List.of(arrays.get(level)), slots, level);
    }
    cells = new JsonCells[depth];
    for (int level = 0; level < depth; level++) {
      trees.get(level).freeze();
      cells[level] = new JsonCells(trees.get(level), slots[level], recordSlots[level]);
    }
  }

  private static int slot(FieldNode tree, List<String> names, int[] slots, int level) {
    int slot = tree.add(names, slots[level]);
    if (slot == slots[level]) {
      slots[level]++;
    }
    return slot;
  }

  /** Number of cells of a row. */
  int columns() {
    return codes.length;
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

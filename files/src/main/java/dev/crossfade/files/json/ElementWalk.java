package dev.crossfade.files.json;

import dev.crossfade.core.error.ErrorCode;
import java.util.function.IntPredicate;

/**
 * Walks over the elements of nested arrays of one record: over those of the innermost array,
 * entering the next outer element when one is through. The record has been read, so it is
 * well-formed.
 */
final class ElementWalk {
  private final CellMap map;
  private final IntPredicate accepts;
  private final JsonCursor cursor = new JsonCursor();
  private final JsonCells misfit;
  private final int[] at;
  private final int[] end;
  private final long[] index;
  private byte[] data = new byte[0];
  private int level;
  private boolean valid;
  private JsonCells faulty;

  /**
   * @param accepts whether the element just read on a level is wanted, with what is nested in it
   */
  ElementWalk(CellMap map, IntPredicate accepts) {
    this.map = map;
    this.accepts = accepts;
    FieldNode none = new FieldNode();
    none.freeze();
    misfit = new JsonCells(none, 0, -1);
    faulty = misfit;
    at = new int[map.depth()];
    end = new int[map.depth()];
    index = new long[map.depth()];
  }

  /** Starts with the record that was read into level 0. */
  void start() {
    data = map.cells(0).data();
    level = 0;
    enter(0);
  }

  /** Place of the element on a level in its array, from 0. */
  long position(int ofLevel) {
    return index[ofLevel];
  }

  /** Whether the element that {@link #next} reached can become a row. */
  boolean valid() {
    return valid;
  }

  /** Whether the element that {@link #next} reached lies in the innermost array. */
  boolean innermost() {
    return level == map.depth() - 1;
  }

  /** Which cells say why it cannot. */
  JsonCells faulty() {
    return faulty;
  }

  /** Where the element stands in the record, without values. */
  String place() {
    StringBuilder text = new StringBuilder(" in element ");
    for (int i = 1; i <= level; i++) {
      text.append(i == 1 ? "" : ".").append(index[i]);
    }
    return text.toString();
  }

  /** Sets up the array that the object on a level holds. */
  private void enter(int parent) {
    JsonCells cells = map.cells(parent);
    int slot = map.arraySlot(parent);
    index[parent + 1] = -1;
    if (cells.empty(slot)) {
      at[parent + 1] = 0;
      end[parent + 1] = 0;
      return;
    }
    if (cells.nested(slot) && data[cells.start(slot)] == '[') {
      at[parent + 1] = cells.start(slot) + 1;
      end[parent + 1] = cells.end(slot) - 1;
    } else {
      // Not an array: one element that cannot be a row, so that it is told.
      at[parent + 1] = -1;
      end[parent + 1] = 0;
    }
  }

  /** Moves to the next element that is a row or a reject; false behind the last. */
  boolean next() {
    int deepest = map.depth() - 1;
    int current = level == 0 ? 1 : level;
    while (current > 0) {
      if (!step(current)) {
        current--;
        continue;
      }
      if (valid && !accepts.test(current)) {
        continue;
      }
      level = current;
      if (!valid || current == deepest) {
        return true;
      }
      enter(current);
      current++;
    }
    level = 0;
    at[1] = 0;
    end[1] = 0;
    return false;
  }

  private boolean step(int current) {
    if (at[current] == -1) {
      at[current] = 0;
      index[current] = 0;
      valid = false;
      misfit.refuse(ErrorCode.CF_2218, "expected an array");
      faulty = misfit;
      return true;
    }
    cursor.reset(data, at[current], end[current]);
    cursor.skipSpace();
    if (cursor.at >= cursor.end) {
      return false;
    }
    if (data[cursor.at] == ',') {
      cursor.at++;
      cursor.skipSpace();
    }
    int from = cursor.at;
    cursor.value();
    at[current] = cursor.at;
    index[current]++;
    JsonCells cells = map.cells(current);
    valid = cells.read(data, from, cursor.at);
    faulty = cells;
    return true;
  }
}

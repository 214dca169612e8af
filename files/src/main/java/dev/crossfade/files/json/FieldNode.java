package dev.crossfade.files.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of an object that are asked for: a tree, each leaf or branch with its slot. */
final class FieldNode {

  /** One member. */
  static final class Field {
    final byte[] name;
    int slot = -1;

    /** Whether columns lie inside, so that anything but an object or null would be lost. */
    boolean heldInside;

    /** Place among its node's fields. */
    int index;

    @Nullable FieldNode inside;

    /** The object in which it was met last; a second meeting is a duplicate. */
    long seenIn;

    Field(String name) {
      this.name = name.getBytes(StandardCharsets.UTF_8);
    }
  }

  private final List<Field> list = new ArrayList<>();
  private Field[] fields = new Field[0];
  private Field[] table = new Field[0];

  /**
   * Adds the member at the end of a path and gives it the slot, unless it has one.
   *
   * @param held whether the value is kept; else it is only looked at
   */
  int add(List<String> names, int slot, boolean held) {
    Field field = field(names.get(0));
    if (names.size() > 1) {
      field.heldInside |= held;
      if (field.inside == null) {
        field.inside = new FieldNode();
      }
      return field.inside.add(names.subList(1, names.size()), slot, held);
    }
    if (field.slot < 0) {
      field.slot = slot;
    }
    return field.slot;
  }

  private Field field(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    for (Field field : list) {
      if (Arrays.equals(field.name, bytes)) {
        return field;
      }
    }
    Field field = new Field(name);
    list.add(field);
    return field;
  }

  /** Ends the adding. */
  void freeze() {
    fields = list.toArray(new Field[0]);
    table = new Field[Integer.highestOneBit(Math.max(4, fields.length * 2)) * 2];
    for (int i = 0; i < fields.length; i++) {
      Field field = fields[i];
      field.index = i;
      int place = hash(field.name, 0, field.name.length);
      while (table[place & table.length - 1] != null) {
        place++;
      }
      table[place & table.length - 1] = field;
      if (field.inside != null) {
        field.inside.freeze();
      }
    }
  }

  Field[] fields() {
    return fields;
  }

  /** Position of the member with a name, or -1. */
  @Nullable Field find(byte[] data, int from, int to) {
    int place = hash(data, from, to);
    while (true) {
      Field field = table[place & table.length - 1];
      if (field == null || Arrays.equals(field.name, 0, field.name.length, data, from, to)) {
        return field;
      }
      place++;
    }
  }

  static int hash(byte[] data, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + data[i];
    }
    return hash ^ hash >>> 15;
  }
}

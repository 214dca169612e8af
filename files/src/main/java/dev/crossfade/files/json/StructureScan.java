package dev.crossfade.files.json;

import dev.crossfade.core.value.Utf8;

/** Takes the structure of well-formed records into a tree of {@link StructureNode}s. */
final class StructureScan {
  private static final int MAX_LEVELS = 8;

  private final JsonCursor cursor = new JsonCursor();
  private final StructureNode root = new StructureNode("");
  private byte[] scratch = new byte[64];
  private long object;

  /** The record: its {@code objects}, {@code arrays} and so on count the records themselves. */
  StructureNode root() {
    return root;
  }

  /** Adds a record that is known to be well-formed. */
  void add(byte[] data, int from, int to) {
    cursor.reset(data, from, to);
    cursor.skipSpace();
    value(root, 0);
  }

  private void value(StructureNode node, int level) {
    node.present++;
    switch (cursor.data[cursor.at]) {
      case '{' -> {
        node.objects++;
        object(node, level);
      }
      case '[' -> {
        node.arrays++;
        array(node, level);
      }
      case 'n' -> {
        node.nulls++;
        cursor.value();
      }
      default -> {
        node.scalars++;
        cursor.value();
      }
    }
  }

  private void object(StructureNode node, int level) {
    if (level >= MAX_LEVELS || node.crowded) {
      node.unfit |= level >= MAX_LEVELS;
      cursor.value();
      return;
    }
    long number = ++object;
    int guess = 0;
    cursor.at++;
    cursor.skipSpace();
    while (cursor.data[cursor.at] != '}') {
      cursor.name();
      StructureNode member = member(node, guess++);
      if (member == null) {
        cursor.value();
      } else {
        node.unfit |= member.seenIn == number;
        member.seenIn = number;
        value(member, level + 1);
      }
      comma();
    }
    cursor.at++;
  }

  private @org.jspecify.annotations.Nullable StructureNode member(StructureNode node, int guess) {
    if (!cursor.escaped) {
      return node.member(cursor.data, cursor.contentFrom, cursor.contentTo, guess);
    }
    int length = cursor.contentTo - cursor.contentFrom;
    if (scratch.length < length) {
      scratch = new byte[length * 2];
    }
    int decoded = cursor.decode(cursor.contentFrom, cursor.contentTo, scratch, 0);
    if (cursor.loneSurrogate || Utf8.hasNul(scratch, 0, decoded)) {
      node.unfit = true;
      return null;
    }
    return node.member(scratch, 0, decoded, guess);
  }

  private void array(StructureNode node, int level) {
    cursor.at++;
    cursor.skipSpace();
    if (cursor.data[cursor.at] == ']') {
      cursor.at++;
      node.emptyArrays++;
      return;
    }
    while (true) {
      if (cursor.data[cursor.at] == '{') {
        StructureNode element = node.element();
        element.objects++;
        object(element, level + 1);
      } else {
        node.elementOthers++;
        cursor.value();
      }
      cursor.skipSpace();
      boolean last = cursor.data[cursor.at] == ']';
      cursor.at++;
      if (last) {
        return;
      }
      cursor.skipSpace();
    }
  }

  private void comma() {
    cursor.skipSpace();
    if (cursor.data[cursor.at] == ',') {
      cursor.at++;
      cursor.skipSpace();
    }
  }
}

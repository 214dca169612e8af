package dev.crossfade.files.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was seen under one name: how often, and what it held. */
final class StructureNode {
  /** Names in one object beyond which the names are data. */
  private static final int MAX_NAMES = 1500;

  final String name;
  private final byte[] nameBytes;
  long present;
  long nulls;
  long scalars;
  long objects;
  long arrays;
  long emptyArrays;
  long elementOthers;

  /** Whether one object had a name twice, or a name that no column can have. */
  boolean unfit;

  /** Whether there were too many names. */
  boolean crowded;

  /** The object in which it was met last. */
  long seenIn;

  final List<StructureNode> members = new ArrayList<>();
  private final Map<String, StructureNode> byName = new HashMap<>();
  @Nullable StructureNode element;

  StructureNode(String name) {
    this.name = name;
    nameBytes = name.getBytes(StandardCharsets.UTF_8);
  }

  /** The objects among the elements of its arrays. */
  StructureNode element() {
    StructureNode node = element;
    if (node == null) {
      node = new StructureNode(name);
      element = node;
    }
    return node;
  }

  /** The member of a name, made when new; null when there are too many. */
  @Nullable StructureNode member(byte[] data, int from, int to, int guess) {
    if (guess < members.size()) {
      StructureNode node = members.get(guess);
      if (Arrays.equals(node.nameBytes, 0, node.nameBytes.length, data, from, to)) {
        return node;
      }
    }
    String text = new String(data, from, to - from, StandardCharsets.UTF_8);
    StructureNode node = byName.get(text);
    if (node == null) {
      if (crowded || members.size() >= MAX_NAMES) {
        crowded = true;
        members.clear();
        byName.clear();
        return null;
      }
      node = new StructureNode(text);
      byName.put(text, node);
      members.add(node);
    }
    return node;
  }
}

package dev.crossfade.files.json;

import dev.crossfade.files.io.FileInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How records lie in a file. */
public enum JsonLayout {
  /** A record a line. */
  LINES,
  /** The elements of one array. */
  ARRAY,
  /** The members of one object, each an object of much the same names. */
  OBJECT,
  /** One document, or several one behind the other. */
  VALUES;

  private static final int HEAD = 1 << 20;
  private static final int MEMBERS = 50;

  /** Finds the layout from the first megabyte. */
  static JsonLayout of(FileInput input) {
    return of(input.head(HEAD));
  }

  static JsonLayout of(byte[] head) {
    JsonCursor cursor = new JsonCursor();
    cursor.reset(head, 0, head.length);
    cursor.skipSpace();
    if (cursor.at == head.length) {
      return VALUES;
    }
    int start = cursor.at;
    byte first = head[start];
    boolean complete = cursor.value();
    int end = cursor.at;
    cursor.skipSpace();
    if (complete && cursor.at < head.length) {
      if (onOneLine(head, start, end) && lineEndsBetween(head, end, cursor.at)) {
        return LINES;
      }
      return first == '[' ? ARRAY : VALUES;
    }
    if (first == '[') {
      return ARRAY;
    }
    return first == '{' && objectOfObjects(head, start) ? OBJECT : VALUES;
  }

  private static boolean onOneLine(byte[] head, int from, int to) {
    return !lineEndsBetween(head, from, to);
  }

  private static boolean lineEndsBetween(byte[] head, int from, int to) {
    for (int i = from; i < to; i++) {
      if (head[i] == '\n') {
        return true;
      }
    }
    return false;
  }

  /** Whether at least two members are objects and most of their names are common. */
  private static boolean objectOfObjects(byte[] head, int start) {
    JsonCursor cursor = new JsonCursor();
    cursor.reset(head, start + 1, head.length);
    List<Set<String>> members = new ArrayList<>();
    while (members.size() < MEMBERS) {
      cursor.skipSpace();
      if (!cursor.name() || cursor.at >= cursor.end) {
        break;
      }
      if (head[cursor.at] != '{') {
        return false;
      }
      Set<String> names = new HashSet<>();
      if (!memberNames(cursor, names)) {
        break;
      }
      members.add(names);
      cursor.skipSpace();
      if (cursor.at >= cursor.end || head[cursor.at] != ',') {
        break;
      }
      cursor.at++;
    }
    return members.size() > 1 && alike(members);
  }

  /** Whether at least half of all names are in more than half of the objects. */
  static boolean alike(List<Set<String>> objects) {
    Map<String, Integer> counts = new HashMap<>();
    objects.forEach(names -> names.forEach(name -> counts.merge(name, 1, Integer::sum)));
    long total = 0;
    long common = 0;
    for (int count : counts.values()) {
      total += count;
      common += count * 2 > objects.size() ? count : 0;
    }
    return common * 2 >= total;
  }

  /** The names of the document at the start of a file; empty when it is no object. */
  static Set<String> names(FileInput input) {
    byte[] head = input.head(HEAD);
    JsonCursor cursor = new JsonCursor();
    cursor.reset(head, 0, head.length);
    cursor.skipSpace();
    Set<String> names = new HashSet<>();
    if (cursor.at < cursor.end && head[cursor.at] == '{') {
      memberNames(cursor, names);
    }
    return names;
  }

  private static boolean memberNames(JsonCursor cursor, Set<String> names) {
    cursor.at++;
    cursor.skipSpace();
    while (cursor.at < cursor.end && cursor.data[cursor.at] != '}') {
      if (!cursor.name()) {
        return false;
      }
      names.add(
          new String(
              cursor.data,
              cursor.contentFrom,
              cursor.contentTo - cursor.contentFrom,
              StandardCharsets.UTF_8));
      if (!cursor.value()) {
        return false;
      }
      cursor.skipSpace();
      if (cursor.at < cursor.end && cursor.data[cursor.at] == ',') {
        cursor.at++;
        cursor.skipSpace();
      }
    }
    cursor.at++;
    return cursor.at <= cursor.end;
  }
}

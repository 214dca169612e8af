package dev.crossfade.files.json;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.FieldPath;
import dev.crossfade.core.shape.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides which fields become columns and which arrays become tables of their own, so that the
 * records can be built again from the rows:
 *
 * <ul>
 *   <li>A nested object becomes columns {@code a.b} when every row has it with the same names; else
 *       one JSON column.
 *   <li>A value of one kind of EDN that JSON lacks, <code>{"~inst": "…"}</code>, becomes a column
 *       of what is inside, null or absent where it is.
 *   <li>An array becomes a table when all elements are objects, and its absence can be told from
 *       its emptiness: every row has it, or it is never empty and where it lacks it is always null
 *       or always absent. Else a JSON column, and a problem that offers the table.
 * </ul>
 */
final class TableDesign {
  private static final int MAX_LEAVES = 50;

  /** Members of the JSON of a document (DocumentJson) that hold a scalar as text. */
  private static final Set<String> TEXT_KINDS =
      Set.of(
          "~bigint",
          "~char",
          "~decimal",
          "~double",
          "~inst",
          "~ratio",
          "~symbol",
          "~text",
          "~uuid");

  private static final Set<String> ARRAY_KINDS = Set.of("~list", "~set");

  private TableDesign() {}

  /** The table of the records, with its children. */
  static JsonTable of(StructureNode root, String name) {
    return table(root, name, List.of(), root.present);
  }

  private static JsonTable table(
      StructureNode node, String name, List<String> arrays, long presentRows) {
    boolean element = !arrays.isEmpty();
    long rows = element ? node.objects : presentRows;
    JsonTable table = JsonTable.empty(name, arrays, element ? rows : node.present);
    boolean noObjects = !element && node.objects == 0 && node.present > 0;
    if (noObjects || node.crowded) {
      table.columns().add("$");
      return table;
    }
    long objects = node.objects;
    for (StructureNode member : node.members) {
      member(table, member, objects);
    }
    return table;
  }

  private static void member(JsonTable table, StructureNode member, long rows) {
    String path = FieldPath.member(List.of(member.name));
    String kind = kind(member);
    if (!kind.isEmpty()) {
      String inside = FieldPath.member(List.of(member.name, kind));
      table.columns().add(inside);
      boolean scalar = TEXT_KINDS.contains(kind) && member.objects == rows;
      if (scalar && KeyNames.usual(member.name, table.name())) {
        table.keyCandidates().add(inside);
      }
      return;
    }
    if (flattens(member, rows)) {
      flatten(table, member, List.of(member.name));
      return;
    }
    StructureNode element = member.element;
    if (element != null && allObjects(member, element)) {
      if (tellsAbsence(member, rows)) {
        List<String> arrays = new ArrayList<>(table.arrays());
        arrays.add(member.name);
        table.children().add(table(element, table.name() + "." + path, arrays, 0));
        return;
      }
      table
          .problems()
          .add(
              new Problem(
                  ErrorCode.CF_2221,
                  table.name() + "." + path,
                  "empty in some records and missing in others, so a table would not tell them"
                      + " apart",
                  member.arrays));
    } else if (element != null) {
      table
          .problems()
          .add(
              new Problem(
                  ErrorCode.CF_2227,
                  table.name() + "." + path,
                  "holds objects beside other values",
                  member.arrays));
    }
    table.columns().add(path);
    if (member.scalars == rows && KeyNames.usual(member.name, table.name())) {
      table.keyCandidates().add(path);
    }
  }

  /** The kind of which all values are, but for nulls; empty when there is none. */
  private static String kind(StructureNode node) {
    boolean alone =
        node.objects > 0
            && node.objects + node.nulls == node.present
            && !node.unfit
            && !node.crowded
            && node.members.size() == 1;
    if (!alone) {
      return "";
    }
    StructureNode inside = node.members.get(0);
    boolean text = TEXT_KINDS.contains(inside.name) && inside.scalars == node.objects;
    boolean array = ARRAY_KINDS.contains(inside.name) && inside.arrays == node.objects;
    return text || array ? inside.name : "";
  }

  private static boolean flattens(StructureNode node, long rows) {
    return node.objects == rows && sameMembers(node, rows) && leaves(node, rows) <= MAX_LEAVES;
  }

  private static boolean sameMembers(StructureNode node, long rows) {
    return !node.unfit
        && !node.crowded
        && !node.members.isEmpty()
        && node.members.stream().allMatch(member -> member.present == rows);
  }

  private static int leaves(StructureNode node, long rows) {
    int count = 0;
    for (StructureNode member : node.members) {
      count += member.objects == rows && sameMembers(member, rows) ? leaves(member, rows) : 1;
    }
    return count;
  }

  private static void flatten(JsonTable table, StructureNode node, List<String> path) {
    for (StructureNode member : node.members) {
      List<String> names = new ArrayList<>(path);
      names.add(member.name);
      String kind = kind(member);
      if (!kind.isEmpty()) {
        names.add(kind);
        table.columns().add(FieldPath.member(names));
      } else if (member.objects == node.objects && sameMembers(member, node.objects)) {
        flatten(table, member, names);
      } else {
        table.columns().add(FieldPath.member(names));
      }
    }
  }

  private static boolean allObjects(StructureNode member, StructureNode element) {
    return member.elementOthers == 0
        && member.scalars == 0
        && member.objects == 0
        && !element.unfit
        && !element.crowded
        && !element.members.isEmpty();
  }

  private static boolean tellsAbsence(StructureNode member, long rows) {
    boolean everywhere = member.present == rows;
    return (everywhere && member.nulls == 0)
        || (member.emptyArrays == 0 && (everywhere || member.nulls == 0));
  }
}

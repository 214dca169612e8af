package dev.crossfade.files.json;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.FieldPath;
import dev.crossfade.core.shape.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which fields become columns and which arrays become tables of their own, so that the
 * records can be built again from the rows:
 *
 * <ul>
 *   <li>A nested object becomes columns {@code a.b} when every row has it with the same names; else
 *       one JSON column.
 *   <li>An array becomes a table when all elements are objects, and its absence can be told from
 *       its emptiness: every row has it, or it is never empty and where it lacks it is always null
 *       or always absent. Else a JSON column, and a problem that offers the table.
 * </ul>
 */
final class TableDesign {
  private static final int MAX_LEAVES = 50;

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
      if (member.objects == node.objects && sameMembers(member, node.objects)) {
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

package dev.crossfade.files.json;

import dev.crossfade.core.shape.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * One table that the structure of a file suggests.
 *
 * @param name the collection's name
 * @param arrays the arrays on the way to its rows
 * @param columns source paths of its fields
 * @param keyCandidates columns that every row has as a scalar
 * @param rows how many rows there are
 * @param children tables for the arrays of objects in its rows
 * @param problems what a user ought to know
 */
record JsonTable(
    String name,
    List<String> arrays,
    List<String> columns,
    List<String> keyCandidates,
    long rows,
    List<JsonTable> children,
    List<Problem> problems) {

  static JsonTable empty(String name, List<String> arrays, long rows) {
    return new JsonTable(
        name,
        arrays,
        new ArrayList<>(),
        new ArrayList<>(),
        rows,
        new ArrayList<>(),
        new ArrayList<>());
  }
}

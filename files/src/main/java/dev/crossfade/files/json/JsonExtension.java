package dev.crossfade.files.json;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.Suggestion;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.FieldPath;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.files.io.InspectOptions;
import dev.crossfade.files.io.RejectCount;
import dev.crossfade.files.io.Rejects;
import dev.crossfade.files.io.Tally;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at fields that inspection took otherwise: the members of an object that it kept as JSON,
 * the object whose members it took, an array whose elements are rows elsewhere. Costs one more
 * reading of the files.
 */
public final class JsonExtension {
  private final List<JsonFile> files;
  private final InspectOptions options;

  /** Looks into files that are one collection. */
  public JsonExtension(List<JsonFile> files, InspectOptions options) {
    this.files = files;
    this.options = options;
  }

  /**
   * Adds columns to a shape, with their evidence; those that no record can have are left out, those
   * that no record has are a problem.
   *
   * @param arrays names of the arrays on the way from the records to the rows
   */
  public CollectionShape extend(CollectionShape shape, List<String> arrays, List<String> columns) {
    List<String> more = columns.stream().filter(column -> exists(column, arrays)).toList();
    RejectCount rejected = new RejectCount();
    List<ColumnShape> shapes = new ArrayList<>(shape.columns());
    List<Problem> problems = new ArrayList<>(shape.problems());
    try (Tally tally = new Tally(more.size(), new int[0])) {
      new JsonInspector(files, options)
          .rows(
              new JsonInspector.Rows(shape.name(), arrays, more),
              tally,
              arrays.isEmpty()
                  ? new Rejects(shape.name(), rejected)
                  : Rejects.ofNested(shape.name(), rejected));
      for (int i = 0; i < more.size(); i++) {
        Evidence evidence = tally.evidence(i);
        shapes.add(new ColumnShape(more.get(i), "", false, null, false, evidence));
        if (evidence.rows() > 0 && evidence.absent() == evidence.rows()) {
          problems.add(absent(shape, more.get(i), evidence));
        }
      }
      rejected.problems(shape.name()).stream()
          .filter(problem -> problem.code() == ErrorCode.CF_2218)
          .forEach(problems::add);
      return new CollectionShape(
          shape.name(),
          shapes,
          shape.key(),
          shape.parent(),
          Math.max(shape.rows(), tally.rows()),
          Math.max(shape.malformed(), rejected.total()),
          shape.content(),
          problems);
    }
  }

  private boolean exists(String column, List<String> arrays) {
    FieldPath path = FieldPath.of(column);
    boolean key = path.computed() == FieldPath.Computed.KEY;
    boolean position = path.computed() == FieldPath.Computed.POSITION;
    return path.up() <= arrays.size()
        && (!key || files.get(0).layout() == JsonLayout.OBJECT)
        && (!position || path.up() < arrays.size());
  }

  private static Problem absent(CollectionShape shape, String column, Evidence evidence) {
    List<String> known = shape.columns().stream().map(ColumnShape::source).toList();
    return new Problem(
        ErrorCode.CF_2228,
        shape.name() + "." + column,
        "no record has this field" + Suggestion.of(column, known),
        evidence.rows());
  }
}

package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.EvidenceText;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.shape.SourceShape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A shape as JSON. */
final class ShapeJson {
  private ShapeJson() {}

  static void write(JsonOut json, SourceShape shape) {
    json.object()
        .field("source", shape.location())
        .field("format", shape.format())
        .field("sampled", shape.sampled());
    json.array("tables");
    shape.collections().forEach(collection -> collection(json, collection));
    json.end();
    problems(json, shape.problems());
    json.end();
  }

  private static void collection(JsonOut json, CollectionShape collection) {
    json.object()
        .field("name", collection.name())
        .field("rows", collection.rows())
        .field("malformed", collection.malformed())
        .field("digest", collection.content().hex());
    json.array("key");
    collection.key().forEach(json::value);
    json.end();
    if (collection.parent() != null) {
      json.field("parent", collection.parent().collection());
    }
    json.array("columns");
    collection.columns().forEach(column -> column(json, column));
    json.end();
    problems(json, collection.problems());
    json.end();
  }

  private static void column(JsonOut json, ColumnShape column) {
    Evidence evidence = column.evidence();
    json.object()
        .field("name", column.source())
        .field("declared", column.declaredType())
        .field("notNull", column.notNull())
        .field("generated", column.generated())
        .field("default", column.defaultExpression())
        .field("evidence", EvidenceText.of(evidence))
        .field("rows", evidence.rows())
        .field("nulls", evidence.nulls())
        .field("absent", evidence.absent())
        .field("maxBytes", evidence.maxBytes())
        .field("nulCharacters", evidence.nulCharacters());
    counts(json, "kinds", evidence.kinds());
    counts(json, "forms", evidence.forms());
    json.end();
  }

  private static void counts(JsonOut json, String name, Map<String, Long> counts) {
    json.object(name);
    new TreeMap<>(counts).forEach(json::field);
    json.end();
  }

  private static void problems(JsonOut json, List<Problem> problems) {
    json.array("problems");
    for (Problem problem : problems) {
      json.object()
          .field("code", problem.code().code())
          .field("subject", problem.subject())
          .field("text", problem.text())
          .field("count", problem.count())
          .end();
    }
    json.end();
  }
}

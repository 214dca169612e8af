package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.TextTable;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.EvidenceText;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.shape.SourceShape;
import java.util.List;

/** A shape as a person reads it. */
final class ShapeText {
  private final Session session;

  ShapeText(Session session) {
    this.session = session;
  }

  void print(SourceShape shape) {
    session.print(
        shape.location()
            + ": "
            + shape.format()
            + ", "
            + EvidenceText.counted(shape.collections().size(), "table")
            + (shape.sampled() ? ", only a sample was read" : ""));
    shape.problems().forEach(this::problem);
    shape.collections().forEach(this::collection);
  }

  private void collection(CollectionShape collection) {
    session.print("");
    String key =
        collection.key().isEmpty() ? "no key" : "key (" + String.join(", ", collection.key()) + ")";
    session.print(
        session.style().bold(collection.name())
            + ": "
            + EvidenceText.counted(collection.rows(), "row")
            + ", "
            + key
            + (collection.parent() == null
                ? ""
                : ", belongs to " + collection.parent().collection())
            + (collection.malformed() == 0
                ? ""
                : ", "
                    + EvidenceText.counted(collection.malformed(), "record")
                    + (collection.malformed() == 1 ? " is unreadable" : " are unreadable")));
    TextTable table = new TextTable(session, List.of("  column", "declared", "evidence"));
    for (ColumnShape column : collection.columns()) {
      table.row(
          List.of(
              "  " + column.source(),
              column.declaredType() + (column.notNull() ? " NOT NULL" : ""),
              column.generated() ? "computed" : EvidenceText.of(column.evidence())));
    }
    table.end();
    collection.problems().forEach(this::problem);
  }

  private void problem(Problem problem) {
    session.print("  ! " + problem.code().code() + " " + problem.subject() + ": " + problem.text());
  }
}

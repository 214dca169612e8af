package dev.crossfade.sql.convert;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.dialect.Identifiers;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.TableModel;
import dev.crossfade.sql.translate.Purpose;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The indexes of one table that no constraint owns. */
final class IndexConverter {
  private final Workbench bench;
  private final CollectionPlan collection;
  private final @Nullable TableModel source;

  IndexConverter(Workbench bench, CollectionPlan collection) {
    this.bench = bench;
    this.collection = collection;
    this.source = bench.tableOf(collection.source());
  }

  List<IndexModel> indexes() {
    List<IndexModel> indexes = new ArrayList<>();
    if (source != null) {
      for (IndexModel index : source.indexes()) {
        IndexModel converted = convert(index);
        if (converted != null) {
          indexes.add(converted);
        }
      }
    }
    return indexes;
  }

  private @Nullable IndexModel convert(IndexModel index) {
    String subject = "index " + index.name();
    List<IndexModel.Part> parts = new ArrayList<>();
    for (IndexModel.Part part : index.parts()) {
      IndexModel.Part converted = part(subject, part);
      if (converted == null) {
        return null;
      }
      parts.add(converted);
    }
    String predicate = index.predicate();
    if (predicate != null) {
      predicate =
          bench.accept(subject, bench.translator(collection).condition(predicate, Purpose.INDEX));
      if (predicate == null) {
        return null;
      }
    }
    return new IndexModel(bench.relation(index.name(), true), index.unique(), parts, predicate);
  }

  private IndexModel.@Nullable Part part(String subject, IndexModel.Part part) {
    if (part.expression()) {
      return expression(subject, part, part.text());
    }
    ColumnPlan column = Workbench.column(collection, part.text()).orElse(null);
    if (column == null) {
      return generated(subject, part);
    }
    if (column.conversion().type().equals("json")) {
      bench.refuse(
          subject,
          "The column " + column.target() + " became json, which has no order.",
          "Let the column become text or jsonb in the plan.");
      return null;
    }
    String collation = part.collation();
    boolean folds =
        collation == null
            ? Workbench.ignoresCase(source, column.source())
            : AsciiCase.same(collation, "NOCASE");
    if (folds && column.conversion().type().equals("text")) {
      String text = "lower(" + Identifiers.quote(column.target()) + ")";
      return new IndexModel.Part(text, true, part.descending(), null);
    }
    return new IndexModel.Part(column.target(), false, part.descending(), null);
  }

  private IndexModel.@Nullable Part generated(String subject, IndexModel.Part part) {
    boolean isGenerated =
        Workbench.column(source, part.text()).filter(column -> column.generated()).isPresent();
    if (isGenerated) {
      return new IndexModel.Part(part.text(), false, part.descending(), null);
    }
    bench.refuse(subject, "The column " + part.text() + " is not moved.", "");
    return null;
  }

  private IndexModel.@Nullable Part expression(
      String subject, IndexModel.Part part, String expression) {
    String collation = part.collation();
    String whole = collation == null ? expression : "(" + expression + ") COLLATE " + collation;
    String sql = bench.accept(subject, bench.translator(collection).indexPart(whole));
    return sql == null ? null : new IndexModel.Part(sql, true, part.descending(), null);
  }
}

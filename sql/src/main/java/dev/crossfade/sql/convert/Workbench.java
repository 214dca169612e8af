package dev.crossfade.sql.convert;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.dialect.NameAllocator;
import dev.crossfade.sql.dialect.NamePolicy;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.TableModel;
import dev.crossfade.sql.translate.ExpressionTranslator;
import dev.crossfade.sql.translate.TargetColumn;
import dev.crossfade.sql.translate.Translation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all parts of one conversion share: the source, the plan, names given out, and notes. */
final class Workbench {
  final SchemaModel source;
  final Plan plan;
  final ConvertOptions options;
  private final List<Note> notes = new ArrayList<>();
  private final NameAllocator relations = new NameAllocator(NamePolicy.KEEP);
  private final Map<String, CollectionPlan> plans = new HashMap<>();
  private final Map<String, TableModel> tables = new HashMap<>();

  Workbench(SchemaModel source, Plan plan, ConvertOptions options) {
    this.source = source;
    this.plan = plan;
    this.options = options;
    plan.moved().forEach(collection -> plans.put(AsciiCase.lower(collection.source()), collection));
    plan.moved().forEach(collection -> relations.reserve(collection.target()));
    source.tables().forEach(table -> tables.put(AsciiCase.lower(table.name()), table));
  }

  /** The plan of a table of the source, or null when it is not moved. */
  @Nullable CollectionPlan planOf(String sourceTable) {
    return plans.get(AsciiCase.lower(sourceTable));
  }

  /** The table of the source that a plan moves, or null when the source has no schema. */
  @Nullable TableModel tableOf(String sourceTable) {
    return tables.get(AsciiCase.lower(sourceTable));
  }

  static Optional<ColumnPlan> column(CollectionPlan collection, String sourceColumn) {
    return collection.columns().stream()
        .filter(column -> AsciiCase.same(column.source(), sourceColumn))
        .findFirst();
  }

  static Optional<ColumnModel> column(@Nullable TableModel table, String sourceColumn) {
    return table == null
        ? Optional.empty()
        : table.columns().stream()
            .filter(column -> AsciiCase.same(column.name(), sourceColumn))
            .findFirst();
  }

  static boolean ignoresCase(@Nullable TableModel table, String sourceColumn) {
    return column(table, sourceColumn)
        .map(ColumnModel::collation)
        .filter(collation -> AsciiCase.same(collation, "NOCASE"))
        .isPresent();
  }

  /** Translates expressions over one table. */
  ExpressionTranslator translator(CollectionPlan collection) {
    TableModel table = tableOf(collection.source());
    return new ExpressionTranslator(
        (qualifier, name) ->
            column(collection, name)
                .map(
                    column ->
                        new TargetColumn(
                            dev.crossfade.sql.dialect.Identifiers.quote(column.target()),
                            column.conversion(),
                            ignoresCase(table, column.source()))),
        options.serverVersion());
  }

  /**
   * The text of a translation.
   *
   * @return null after a refusal, which is noted
   */
  @Nullable String accept(String subject, Translation translation) {
    if (translation instanceof Translation.Refused refused) {
      refuse(subject, "It " + refused.reason() + ".", refused.advice());
      return null;
    }
    Translation.Translated translated = (Translation.Translated) translation;
    translated.notes().forEach(note -> change(subject, note, ""));
    return translated.sql();
  }

  /** A name of a relation, which tables, indexes, views and sequences share in PostgreSQL. */
  String relation(String wanted, boolean given) {
    String name = relations.allocate(wanted);
    if (given && !name.equals(wanted)) {
      rename(wanted, name);
    }
    return name;
  }

  void rename(String from, String to) {
    notes.add(new Note(Note.Kind.RENAMED, from, "It is named " + to + ".", ""));
  }

  void change(String subject, String text, String advice) {
    notes.add(new Note(Note.Kind.CHANGED, subject, text, advice));
  }

  void refuse(String subject, String text, String advice) {
    notes.add(new Note(Note.Kind.REFUSED, subject, text, advice));
  }

  List<Note> notes() {
    return notes;
  }
}

package dev.crossfade.move;

import dev.crossfade.core.plan.Plan;
import dev.crossfade.sql.convert.ConvertOptions;
import dev.crossfade.sql.convert.Note;
import dev.crossfade.sql.convert.PostgresDdl;
import dev.crossfade.sql.convert.SchemaConverter;
import dev.crossfade.sql.convert.TargetSchema;
import dev.crossfade.sql.schema.SchemaModel;
import java.util.List;

/** Makes the statements of a run from the source's schema and the plan. */
final class SchemaWorks {
  private SchemaWorks() {}

  /**
   * @param schema in which everything is made
   * @param serverVersion the server's major version
   */
  static SchemaWork of(MoveSource source, Plan plan, String schema, int serverVersion) {
    ConvertOptions options = new ConvertOptions(schema, serverVersion);
    SchemaModel declared = source.schema();
    TargetSchema target =
        declared == null
            ? SchemaConverter.fromPlan(plan, options)
            : SchemaConverter.convert(declared, plan, options);
    PostgresDdl ddl = new PostgresDdl(target.schema(), schema);
    return new SchemaWork(
        target.schema(),
        steps(ddl.tables()),
        steps(ddl.keysAndIndexes()),
        ddl.foreignKeys().stream().map(SchemaWorks::foreignKey).toList(),
        steps(ddl.views()),
        ddl.sequences().stream().map(PostgresDdl.Statement::sql).toList(),
        target.notes().stream().map(SchemaWorks::finding).toList());
  }

  private static List<SchemaWork.Step> steps(List<PostgresDdl.Statement> statements) {
    return statements.stream()
        .map(made -> new SchemaWork.Step(made.table(), made.subject(), made.sql()))
        .toList();
  }

  private static SchemaWork.ForeignKeyStep foreignKey(PostgresDdl.ForeignKey key) {
    return new SchemaWork.ForeignKeyStep(
        key.table(), key.name(), key.add(), key.validate(), key.orphans());
  }

  private static Finding finding(Note note) {
    String advice = note.advice().isEmpty() ? "" : " " + note.advice();
    return Finding.note(note.subject(), note.text() + advice);
  }
}

package dev.crossfade.move;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.sql.dialect.Identifiers;
import dev.crossfade.sql.schema.SchemaModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the statements of a run from the source's schema and the plan. */
final class SchemaWorks {
  private SchemaWorks() {}

  static SchemaWork of(MoveSource source, Plan plan, String schema) {
    List<SchemaWork.Step> create = new ArrayList<>();
    List<SchemaWork.Step> after = new ArrayList<>();
    for (CollectionPlan c : plan.moved()) {
      create.add(
          new SchemaWork.Step(
              c.target(),
              c.target(),
              "CREATE TABLE "
                  + Identifiers.quote(schema, c.target())
                  + " ("
                  + c.columns().stream()
                      .map(x -> Identifiers.quote(x.target()) + " " + x.conversion().type())
                      .collect(Collectors.joining(", "))
                  + ")"));
      if (!c.key().isEmpty())
        after.add(
            new SchemaWork.Step(
                c.target(),
                "pk",
                "ALTER TABLE "
                    + Identifiers.quote(schema, c.target())
                    + " ADD PRIMARY KEY ("
                    + Identifiers.quoteAll(c.key())
                    + ")"));
    }
    return new SchemaWork(
        SchemaModel.of(List.of()), create, after, List.of(), List.of(), List.of(), List.of());
  }
}

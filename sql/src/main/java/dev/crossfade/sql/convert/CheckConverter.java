package dev.crossfade.sql.convert;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.sql.dialect.NameAllocator;
import dev.crossfade.sql.dialect.NamePolicy;
import dev.crossfade.sql.schema.CheckModel;
import dev.crossfade.sql.schema.TableModel;
import dev.crossfade.sql.translate.Purpose;
import java.util.ArrayList;
import java.util.List;

/** The checks of one table. */
final class CheckConverter {
  private final Workbench bench;
  private final CollectionPlan collection;

  CheckConverter(Workbench bench, CollectionPlan collection) {
    this.bench = bench;
    this.collection = collection;
  }

  List<CheckModel> checks() {
    TableModel source = bench.tableOf(collection.source());
    if (source == null) {
      return List.of();
    }
    NameAllocator names = new NameAllocator(NamePolicy.KEEP);
    List<CheckModel> checks = new ArrayList<>();
    for (CheckModel check : source.checks()) {
      String subject = "check (" + check.expression() + ") of " + collection.source();
      String sql =
          bench.accept(
              subject, bench.translator(collection).condition(check.expression(), Purpose.CHECK));
      if (sql != null) {
        String name = check.name();
        String wanted = name == null ? collection.target() + "_check" : name;
        checks.add(new CheckModel(names.allocate(wanted), sql));
      }
    }
    return checks;
  }
}

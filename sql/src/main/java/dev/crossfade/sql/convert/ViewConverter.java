package dev.crossfade.sql.convert;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.dialect.Identifiers;
import dev.crossfade.sql.schema.ViewModel;
import dev.crossfade.sql.translate.QueryTranslator;
import dev.crossfade.sql.translate.TargetColumn;
import dev.crossfade.sql.translate.TargetTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The views whose bodies are within reach; a view may read one that was made before it. */
final class ViewConverter {
  private final Workbench bench;
  private final Map<String, TargetTable> made = new HashMap<>();

  ViewConverter(Workbench bench) {
    this.bench = bench;
  }

  List<ViewModel> views() {
    QueryTranslator translator = new QueryTranslator(this::table, bench.options.serverVersion());
    List<ViewModel> views = new ArrayList<>();
    for (ViewModel view : bench.source.views()) {
      QueryTranslator.Query query = translator.translate(view.body());
      String sql = bench.accept("view " + view.name(), query.translation());
      if (sql != null) {
        String name = bench.relation(view.name(), true);
        views.add(new ViewModel(name, view.columns(), sql));
        String qualified = Identifiers.quote(bench.options.schema(), name);
        made.put(
            AsciiCase.lower(view.name()), new TargetTable(qualified, named(view, query.columns())));
      }
    }
    return views;
  }

  private static List<TargetTable.Column> named(ViewModel view, List<TargetTable.Column> columns) {
    List<TargetTable.Column> named = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      TargetTable.Column column = columns.get(i);
      boolean renamed = i < view.columns().size();
      String name = renamed ? view.columns().get(i) : column.source();
      TargetColumn target = column.target();
      named.add(
          new TargetTable.Column(
              name,
              renamed
                  ? new TargetColumn(
                      Identifiers.quote(name), target.conversion(), target.ignoresCase())
                  : target));
    }
    return named;
  }

  private Optional<TargetTable> table(String name) {
    TargetTable view = made.get(AsciiCase.lower(name));
    if (view != null) {
      return Optional.of(view);
    }
    CollectionPlan collection = bench.planOf(name);
    if (collection == null) {
      return Optional.empty();
    }
    List<TargetTable.Column> columns = new ArrayList<>();
    for (ColumnPlan column : collection.columns()) {
      columns.add(
          new TargetTable.Column(
              column.source(),
              new TargetColumn(
                  Identifiers.quote(column.target()),
                  column.conversion(),
                  Workbench.ignoresCase(bench.tableOf(name), column.source()))));
    }
    String qualified = Identifiers.quote(bench.options.schema(), collection.target());
    return Optional.of(new TargetTable(qualified, columns));
  }
}

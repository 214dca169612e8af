package dev.crossfade.sql.convert;

import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.ColumnValue;
import dev.crossfade.sql.schema.TableModel;
import dev.crossfade.sql.translate.Purpose;
import dev.crossfade.sql.translate.Translation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of one table: those of the plan, then generated ones that the plan leaves out. */
final class ColumnConverter {
  /** Orders text by its code points, whatever the database's order is. */
  private static final String CODE_POINTS = "C";

  private final Workbench bench;
  private final CollectionPlan collection;
  private final @Nullable TableModel source;

  ColumnConverter(Workbench bench, CollectionPlan collection) {
    this.bench = bench;
    this.collection = collection;
    this.source = bench.tableOf(collection.source());
  }

  List<ColumnModel> columns() {
    List<ColumnModel> columns = new ArrayList<>();
    for (ColumnPlan column : collection.columns()) {
      columns.add(
          new ColumnModel(
              column.target(),
              column.conversion().type(),
              !column.nullable(),
              collation(column),
              value(column)));
    }
    if (source != null) {
      for (ColumnModel column : source.columns()) {
        if (column.value() instanceof ColumnValue.Generated generated
            && Workbench.column(collection, column.name()).isEmpty()) {
          generated(column, generated, columns);
        }
      }
    }
    return columns;
  }

  private @Nullable String collation(ColumnPlan column) {
    boolean key = source == null && collection.key().contains(column.target());
    return key && HybridTable.isPlanOf(collection) ? CODE_POINTS : null;
  }

  private String subject(String column) {
    return collection.source() + "." + column;
  }

  private ColumnValue value(ColumnPlan column) {
    ColumnModel declared = Workbench.column(source, column.source()).orElse(null);
    if (source != null && !column.source().equals(column.target())) {
      bench.rename(subject(column.source()), column.target());
    }
    if (declared == null) {
      return new ColumnValue.None();
    }
    if (Workbench.ignoresCase(source, column.source())) {
      bench.change(
          subject(column.source()),
          "COLLATE NOCASE is not carried: its indexes are on lower(), its comparisons are exact.",
          "Compare lower(" + column.target() + ") in queries, or use an ICU collation.");
    }
    if (declared.value() instanceof ColumnValue.Identity identity) {
      return identity(column, identity);
    }
    if (declared.value() instanceof ColumnValue.Generated) {
      bench.change(
          subject(column.source()),
          "Its values were moved; PostgreSQL does not compute them.",
          "Leave the column out of the plan to have it generated.");
    }
    return declared.value() instanceof ColumnValue.Default given
        ? defaultValue(column, given.expression())
        : new ColumnValue.None();
  }

  private ColumnValue identity(ColumnPlan column, ColumnValue.Identity identity) {
    if (column.conversion().kind() == Kind.INTEGER) {
      return new ColumnValue.Identity(false, identity.lastGiven());
    }
    bench.change(
        subject(column.source()),
        "It became " + column.conversion().type() + ", which cannot number rows by itself.",
        "Let it become bigint in the plan.");
    return new ColumnValue.None();
  }

  private ColumnValue defaultValue(ColumnPlan column, String expression) {
    Translation translation =
        bench.translator(collection).value(expression, column.conversion(), Purpose.DEFAULT);
    String sql = bench.accept("default of " + subject(column.source()), translation);
    return sql == null || sql.equals("NULL")
        ? new ColumnValue.None()
        : new ColumnValue.Default(sql);
  }

  private void generated(
      ColumnModel column, ColumnValue.Generated generated, List<ColumnModel> columns) {
    Translation last = null;
    for (Kind kind : kinds(column.declaredType())) {
      Conversion conversion = Conversion.of(kind);
      last =
          bench.translator(collection).value(generated.expression(), conversion, Purpose.GENERATED);
      if (last instanceof Translation.Translated) {
        String sql = bench.accept(subject(column.name()), last);
        if (!generated.stored()) {
          bench.change(subject(column.name()), "VIRTUAL became STORED.", "");
        }
        columns.add(
            new ColumnModel(
                column.name(),
                conversion.type(),
                false,
                null,
                new ColumnValue.Generated(String.valueOf(sql), true)));
        return;
      }
    }
    if (last != null) {
      bench.accept("generated column " + subject(column.name()), last);
    }
  }

  /** The types to try, by the affinity of the declared one. */
  private static List<Kind> kinds(String declaredType) {
    String type = AsciiCase.upper(declaredType);
    if (type.contains("INT")) {
      return List.of(Kind.INTEGER, Kind.DOUBLE);
    }
    if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
      return List.of(Kind.TEXT);
    }
    boolean real = type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB");
    return real ? List.of(Kind.DOUBLE) : List.of(Kind.INTEGER, Kind.DOUBLE, Kind.TEXT, Kind.BYTES);
  }
}

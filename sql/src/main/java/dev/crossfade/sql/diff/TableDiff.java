package dev.crossfade.sql.diff;

import dev.crossfade.sql.diff.SchemaDifference.Kind;
import dev.crossfade.sql.schema.CheckModel;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.ColumnValue;
import dev.crossfade.sql.schema.ForeignKeyModel;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.KeyModel;
import dev.crossfade.sql.schema.TableModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The differences of one table. */
final class TableDiff {
  private final TableModel expected;
  private final TableModel actual;
  private final List<SchemaDifference> found = new ArrayList<>();

  TableDiff(TableModel expected, TableModel actual) {
    this.expected = expected;
    this.actual = actual;
  }

  List<SchemaDifference> differences() {
    match("column", expected.columns(), actual.columns(), ColumnModel::name, this::column);
    match("primary key", primary(expected), primary(actual), TableDiff::name, this::key);
    match("unique constraint", expected.uniques(), actual.uniques(), TableDiff::name, this::key);
    match("check", expected.checks(), actual.checks(), TableDiff::name, this::check);
    match(
        "foreign key",
        expected.foreignKeys(),
        actual.foreignKeys(),
        TableDiff::name,
        this::foreignKey);
    match("index", expected.indexes(), actual.indexes(), IndexModel::name, this::index);
    return found;
  }

  private static List<KeyModel> primary(TableModel table) {
    KeyModel key = table.primaryKey();
    return key == null ? List.of() : List.of(key);
  }

  private static String name(KeyModel key) {
    String name = key.name();
    return name == null ? String.join(", ", key.columns()) : name;
  }

  private static String name(CheckModel check) {
    String name = check.name();
    return name == null ? check.expression() : name;
  }

  private static String name(ForeignKeyModel key) {
    String name = key.name();
    return name == null ? String.join(", ", key.columns()) : name;
  }

  private <T> void match(
      String object,
      List<T> wanted,
      List<T> there,
      Function<T, String> name,
      BiConsumer<T, T> compare) {
    Map<String, T> rest = new LinkedHashMap<>();
    there.forEach(one -> rest.put(name.apply(one), one));
    for (T one : wanted) {
      T other = rest.remove(name.apply(one));
      if (other == null) {
        add(Kind.MISSING, object, name.apply(one), describe(one), "");
      } else {
        compare.accept(one, other);
      }
    }
    rest.forEach((extra, one) -> add(Kind.EXTRA, object, extra, "", describe(one)));
  }

  private static String describe(Object one) {
    if (one instanceof ColumnModel column) {
      return column.declaredType() + (column.notNull() ? " NOT NULL" : "");
    }
    if (one instanceof KeyModel key) {
      return "(" + String.join(", ", key.columns()) + ")";
    }
    if (one instanceof CheckModel check) {
      return check.expression();
    }
    if (one instanceof ForeignKeyModel key) {
      return foreignKeyText(key);
    }
    return one instanceof IndexModel index ? indexText(index) : one.toString();
  }

  private void add(Kind kind, String object, String name, String wanted, String there) {
    found.add(new SchemaDifference(kind, object, expected.name(), name, wanted, there));
  }

  private void differs(String object, String name, String wanted, String there) {
    if (!wanted.equals(there)) {
      add(Kind.DIFFERS, object, name, wanted, there);
    }
  }

  private void column(ColumnModel wanted, ColumnModel there) {
    String name = wanted.name();
    differs("type of column", name, wanted.declaredType(), there.declaredType());
    differs(
        "nullability of column",
        name,
        wanted.notNull() ? "NOT NULL" : "NULL",
        there.notNull() ? "NOT NULL" : "NULL");
    String kind = kind(wanted.value());
    differs("value of column", name, kind, kind(there.value()));
    if (kind.equals(kind(there.value()))) {
      expressions(kind + " of column", name, expression(wanted.value()), expression(there.value()));
    }
  }

  private static String kind(ColumnValue value) {
    if (value instanceof ColumnValue.Identity identity) {
      return identity.always() ? "identity always" : "identity";
    }
    if (value instanceof ColumnValue.Generated) {
      return "generated";
    }
    return value instanceof ColumnValue.Default ? "default" : "no default";
  }

  private static @Nullable String expression(ColumnValue value) {
    if (value instanceof ColumnValue.Generated generated) {
      return generated.expression();
    }
    return value instanceof ColumnValue.Default given ? given.expression() : null;
  }

  private void expressions(
      String object, String name, @Nullable String wanted, @Nullable String there) {
    if (wanted == null || there == null) {
      String none = "nothing";
      differs(object, name, wanted == null ? none : wanted, there == null ? none : there);
      return;
    }
    NormalForm one = NormalForm.of(wanted);
    NormalForm other = NormalForm.of(there);
    if (!one.looksLike(other)) {
      add(one.tells(other) ? Kind.DIFFERS : Kind.UNDECIDED, object, name, wanted, there);
    }
  }

  private void key(KeyModel wanted, KeyModel there) {
    differs("key", name(wanted), describe(wanted), describe(there));
  }

  private void check(CheckModel wanted, CheckModel there) {
    expressions("check", name(wanted), wanted.expression(), there.expression());
  }

  private void foreignKey(ForeignKeyModel wanted, ForeignKeyModel there) {
    differs("foreign key", name(wanted), foreignKeyText(wanted), foreignKeyText(there));
  }

  private static String foreignKeyText(ForeignKeyModel key) {
    return "(%s) references %s (%s), on update %s, on delete %s%s%s"
        .formatted(
            String.join(", ", key.columns()),
            key.reference().table(),
            String.join(", ", key.reference().columns()),
            key.rules().onUpdate().sql(),
            key.rules().onDelete().sql(),
            key.rules().timing().sql().isEmpty() ? "" : ", " + key.rules().timing().sql(),
            key.validated() ? "" : ", NOT VALID");
  }

  private void index(IndexModel wanted, IndexModel there) {
    String name = wanted.name();
    differs("index", name, indexText(wanted), indexText(there));
    expressions("predicate of index", name, wanted.predicate(), there.predicate());
    if (indexText(wanted).equals(indexText(there))) {
      for (int i = 0; i < wanted.parts().size(); i++) {
        if (wanted.parts().get(i).expression()) {
          expressions(
              "expression of index",
              name,
              wanted.parts().get(i).text(),
              there.parts().get(i).text());
        }
      }
    }
  }

  private static String indexText(IndexModel index) {
    StringBuilder text = new StringBuilder(index.unique() ? "unique (" : "(");
    for (IndexModel.Part part : index.parts()) {
      text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ");
      text.append(part.expression() ? "an expression" : part.text());
      text.append(part.descending() ? " DESC" : "");
    }
    return text.append(')').toString();
  }
}

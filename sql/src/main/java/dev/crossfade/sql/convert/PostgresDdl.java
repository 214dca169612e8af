package dev.crossfade.sql.convert;

import dev.crossfade.sql.dialect.Identifiers;
import dev.crossfade.sql.schema.CheckModel;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.ColumnValue;
import dev.crossfade.sql.schema.ForeignKeyModel;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.KeyModel;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.TableModel;
import dev.crossfade.sql.schema.ViewModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that make a schema, in the order of a load: tables, then (after the rows) keys,
 * checks and indexes, then foreign keys, sequences and views. All names are qualified.
 */
public final class PostgresDdl {
  private final SchemaModel target;
  private final String schema;

  /**
   * @param target in PostgreSQL's dialect, every constraint and index with a name
   * @param schema exact name of the schema in which everything is made; it exists already
   */
  public PostgresDdl(SchemaModel target, String schema) {
    this.target = target;
    this.schema = schema;
  }

  /**
   * One statement.
   *
   * @param table exact name of the table it is about, or of the view
   * @param subject exact name of the table, constraint, index, column or view that it makes
   * @param sql without a semicolon
   */
  public record Statement(String table, String subject, String sql) {}

  /**
   * The statements of one foreign key.
   *
   * @param table exact name of the child
   * @param name exact name of the constraint
   * @param add makes it NOT VALID, which does not look at the rows
   * @param validate looks at the rows
   * @param orphans asks for the keys of the rows without parent; for the columns that refer, where
   *     the child has no key
   */
  public record ForeignKey(
      String table, String name, String add, String validate, String orphans) {}

  /** Before the rows: the tables with types, defaults, NOT NULL, identities, generated columns. */
  public List<Statement> tables() {
    return target.tables().stream().map(this::table).toList();
  }

  /** After the rows: primary keys, unique constraints, checks, then indexes; table by table. */
  public List<Statement> keysAndIndexes() {
    List<Statement> statements = new ArrayList<>();
    for (TableModel table : target.tables()) {
      KeyModel primaryKey = table.primaryKey();
      if (primaryKey != null) {
        statements.add(key(table, primaryKey, "PRIMARY KEY"));
      }
      table.uniques().forEach(unique -> statements.add(key(table, unique, "UNIQUE")));
      table.checks().forEach(check -> statements.add(check(table, check)));
      table.indexes().forEach(index -> statements.add(index(table, index)));
    }
    return statements;
  }

  /** After all keys: the foreign keys, in any order. */
  public List<ForeignKey> foreignKeys() {
    List<ForeignKey> keys = new ArrayList<>();
    for (TableModel table : target.tables()) {
      for (ForeignKeyModel key : table.foreignKeys()) {
        keys.add(foreignKey(table, key));
      }
    }
    return keys;
  }

  /** After the rows: sets each identity past the largest number that was ever given. */
  public List<Statement> sequences() {
    List<Statement> statements = new ArrayList<>();
    for (TableModel table : target.tables()) {
      for (ColumnModel column : table.columns()) {
        if (column.value() instanceof ColumnValue.Identity identity) {
          statements.add(sequence(table, column, identity));
        }
      }
    }
    return statements;
  }

  /** At the end: the views, in the order of the model; any of them may fail by itself. */
  public List<Statement> views() {
    return target.views().stream().map(this::view).toList();
  }

  /** The statement that adds a column to a table that is there. */
  public static String addColumn(String schema, String table, ColumnModel column) {
    return "ALTER TABLE " + Identifiers.quote(schema, table) + " ADD COLUMN " + column(column);
  }

  /** The statement that lets a column of a table be null. */
  public static String dropNotNull(String schema, String table, String column) {
    return "ALTER TABLE "
        + Identifiers.quote(schema, table)
        + " ALTER COLUMN "
        + Identifiers.quote(column)
        + " DROP NOT NULL";
  }

  private String qualified(String name) {
    return Identifiers.quote(schema, name);
  }

  private Statement table(TableModel table) {
    String columns =
        table.columns().stream().map(PostgresDdl::column).collect(Collectors.joining(",\n  "));
    String body = columns.isEmpty() ? "()" : "(\n  " + columns + "\n)";
    return new Statement(
        table.name(), table.name(), "CREATE TABLE " + qualified(table.name()) + " " + body);
  }

  private static String column(ColumnModel column) {
    StringBuilder sql = new StringBuilder(Identifiers.quote(column.name()));
    sql.append(' ').append(column.declaredType());
    String collation = column.collation();
    if (collation != null) {
      sql.append(" COLLATE ").append(Identifiers.quote(collation));
    }
    if (column.value() instanceof ColumnValue.Identity identity) {
      sql.append(" GENERATED ").append(identity.always() ? "ALWAYS" : "BY DEFAULT");
      sql.append(" AS IDENTITY");
    } else if (column.value() instanceof ColumnValue.Default given) {
      sql.append(" DEFAULT ").append(given.expression());
    } else if (column.value() instanceof ColumnValue.Generated generated) {
      sql.append(" GENERATED ALWAYS AS (").append(generated.expression()).append(") STORED");
    }
    return sql.append(column.notNull() ? " NOT NULL" : "").toString();
  }

  private Statement key(TableModel table, KeyModel key, String kind) {
    String name = String.valueOf(key.name());
    String sql = alter(table, name) + kind + " (" + Identifiers.quoteAll(key.columns()) + ")";
    return new Statement(table.name(), name, sql);
  }

  private String alter(TableModel table, String constraint) {
    return "ALTER TABLE "
        + qualified(table.name())
        + " ADD CONSTRAINT "
        + Identifiers.quote(constraint)
        + " ";
  }

  private Statement check(TableModel table, CheckModel check) {
    String name = String.valueOf(check.name());
    return new Statement(
        table.name(), name, alter(table, name) + "CHECK (" + check.expression() + ")");
  }

  private Statement index(TableModel table, IndexModel index) {
    String parts = index.parts().stream().map(PostgresDdl::part).collect(Collectors.joining(", "));
    String predicate = index.predicate();
    String sql =
        (index.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
            + Identifiers.quote(index.name())
            + " ON "
            + qualified(table.name())
            + " ("
            + parts
            + ")"
            + (predicate == null ? "" : " WHERE " + predicate);
    return new Statement(table.name(), index.name(), sql);
  }

  private static String part(IndexModel.Part part) {
    String text = part.expression() ? part.text() : Identifiers.quote(part.text());
    boolean wrapped = !part.expression() || text.startsWith("(") || text.startsWith("lower(");
    String collation = part.collation();
    return (wrapped ? text : "(" + text + ")")
        + (collation == null ? "" : " COLLATE " + Identifiers.quote(collation))
        + (part.descending() ? " DESC" : "");
  }

  private ForeignKey foreignKey(TableModel table, ForeignKeyModel key) {
    String name = String.valueOf(key.name());
    ForeignKeyModel.Rules rules = key.rules();
    String add =
        alter(table, name)
            + "FOREIGN KEY ("
            + Identifiers.quoteAll(key.columns())
            + ") REFERENCES "
            + qualified(key.reference().table())
            + " ("
            + Identifiers.quoteAll(key.reference().columns())
            + ")"
            + action(" ON UPDATE ", rules.onUpdate())
            + action(" ON DELETE ", rules.onDelete())
            + (rules.timing().sql().isEmpty() ? "" : " " + rules.timing().sql())
            + " NOT VALID";
    String validate =
        "ALTER TABLE "
            + qualified(table.name())
            + " VALIDATE CONSTRAINT "
            + Identifiers.quote(name);
    return new ForeignKey(table.name(), name, add, validate, orphans(table, key));
  }

  private static String action(String words, ForeignKeyModel.Action action) {
    return action == ForeignKeyModel.Action.NO_ACTION ? "" : words + action.sql();
  }

  private String orphans(TableModel table, ForeignKeyModel key) {
    KeyModel primaryKey = table.primaryKey();
    List<String> shown = primaryKey == null ? key.columns() : primaryKey.columns();
    List<String> present = new ArrayList<>();
    List<String> equal = new ArrayList<>();
    for (int i = 0; i < key.columns().size(); i++) {
      String child = "child." + Identifiers.quote(key.columns().get(i));
      present.add(child + " IS NOT NULL");
      equal.add("parent." + Identifiers.quote(key.reference().columns().get(i)) + " = " + child);
    }
    return "SELECT "
        + shown.stream()
            .map(column -> "child." + Identifiers.quote(column))
            .collect(Collectors.joining(", "))
        + " FROM "
        + qualified(table.name())
        + " AS child WHERE "
        + String.join(" AND ", present)
        + " AND NOT EXISTS (SELECT 1 FROM "
        + qualified(key.reference().table())
        + " AS parent WHERE "
        + String.join(" AND ", equal)
        + ")";
  }

  private Statement sequence(TableModel table, ColumnModel column, ColumnValue.Identity identity) {
    String name = Identifiers.quote(column.name());
    String sql =
        "SELECT setval(pg_get_serial_sequence("
            + Identifiers.literal(qualified(table.name()))
            + ", "
            + Identifiers.literal(column.name())
            + "), greatest(max("
            + name
            + "), "
            + Math.max(identity.lastGiven(), 1)
            + "), coalesce(max("
            + name
            + ") > 0, FALSE) OR "
            + (identity.lastGiven() > 0 ? "TRUE" : "FALSE")
            + ") FROM "
            + qualified(table.name());
    return new Statement(table.name(), column.name(), sql);
  }

  private Statement view(ViewModel view) {
    String columns =
        view.columns().isEmpty() ? "" : " (" + Identifiers.quoteAll(view.columns()) + ")";
    String sql = "CREATE VIEW " + qualified(view.name()) + columns + " AS " + view.body();
    return new Statement(view.name(), view.name(), sql);
  }
}

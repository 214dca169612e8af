package dev.crossfade.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.sql.schema.CheckModel;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.ColumnValue;
import dev.crossfade.sql.schema.ForeignKeyModel;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.KeyModel;
import dev.crossfade.sql.schema.RefusedObject;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.TableModel;
import dev.crossfade.sql.schema.TriggerModel;
import dev.crossfade.sql.schema.ViewModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSchemaReaderTest {
  @TempDir Path directory;

  private SchemaModel read(String... statements) throws Exception {
    Path file = Databases.run(directory.resolve("schema.db"), statements);
    try (SqliteSource source = SqliteSource.open(file)) {
      return source.schemaReader().read();
    }
  }

  @Test
  void readsColumnsKeysAndConstraints() throws Exception {
    SchemaModel schema =
        read(
            "CREATE TABLE Customer (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL"
                + " COLLATE NOCASE, CONSTRAINT one_email UNIQUE (email))",
            "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT REFERENCES CUSTOMER (ID)"
                + " ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, total NUMERIC(10,2)"
                + " DEFAULT (1 + 1) CHECK (total >= 0), twice AS (total * 2) STORED)",
            "INSERT INTO customer (id, email) VALUES (41, 'x')",
            "DELETE FROM customer");
    TableModel customer = schema.table("Customer").orElseThrow();
    assertThat(customer.columns())
        .containsExactly(
            new ColumnModel("id", "INTEGER", true, null, new ColumnValue.Identity(false, 41)),
            new ColumnModel("email", "TEXT", true, "NOCASE", new ColumnValue.None()));
    assertThat(customer.flags().autoincrement()).isTrue();
    assertThat(customer.uniques()).containsExactly(new KeyModel("one_email", List.of("email")));
    TableModel orders = schema.table("orders").orElseThrow();
    assertThat(orders.primaryKey()).isEqualTo(new KeyModel(null, List.of("id")));
    assertThat(orders.checks()).containsExactly(new CheckModel(null, "total >= 0"));
    assertThat(orders.column("total").orElseThrow().defaultExpression()).isEqualTo("1 + 1");
    assertThat(orders.column("twice").orElseThrow().value())
        .isEqualTo(new ColumnValue.Generated("total * 2", true));
    assertThat(orders.foreignKeys())
        .containsExactly(
            new ForeignKeyModel(
                null,
                List.of("customer"),
                new ForeignKeyModel.Reference("Customer", List.of("id")),
                new ForeignKeyModel.Rules(
                    ForeignKeyModel.Action.NO_ACTION,
                    ForeignKeyModel.Action.CASCADE,
                    ForeignKeyModel.Timing.INITIALLY_DEFERRED),
                true));
  }

  @Test
  void readsIndexesViewsAndTriggers() throws Exception {
    SchemaModel schema =
        read(
            "CREATE TABLE t (a, b TEXT)",
            "CREATE UNIQUE INDEX i1 ON T (B COLLATE NOCASE DESC, a + 1) WHERE A IS NOT NULL",
            "CREATE VIEW v (x) AS SELECT a FROM t",
            "CREATE TRIGGER tr AFTER INSERT ON T BEGIN DELETE FROM t WHERE a = 0; END");
    assertThat(schema.tables().get(0).indexes())
        .containsExactly(
            new IndexModel(
                "i1",
                true,
                List.of(
                    new IndexModel.Part("b", false, true, "NOCASE"),
                    new IndexModel.Part("a + 1", true, false, null)),
                "A IS NOT NULL"));
    assertThat(schema.views()).containsExactly(new ViewModel("v", List.of("x"), "SELECT a FROM t"));
    assertThat(schema.triggers())
        .extracting(TriggerModel::name, TriggerModel::table, TriggerModel::timing)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("tr", "t", "AFTER INSERT"));
    assertThat(schema.refused()).isEmpty();
  }

  @Test
  void agreesWithSqliteOnEveryKindOfKey() throws Exception {
    SchemaModel schema =
        read(
            "CREATE TABLE a (id INTEGER PRIMARY KEY DESC)",
            "CREATE TABLE b (id INT PRIMARY KEY)",
            "CREATE TABLE c (x, y, PRIMARY KEY (y, x)) WITHOUT ROWID",
            "CREATE TABLE d (x INTEGER, PRIMARY KEY (x DESC))",
            "CREATE TABLE e AS SELECT 1 AS one, 'two' AS \"t w o\"",
            "CREATE TABLE f (id INTEGER PRIMARY KEY, parent REFERENCES f, x INTEGER NOT NULL"
                + " REFERENCES c (y))",
            "ALTER TABLE f ADD COLUMN added TEXT DEFAULT \"quoted\"",
            "ALTER TABLE b RENAME TO \"b renamed\"",
            "ALTER TABLE f RENAME COLUMN x TO renamed",
            "CREATE TABLE g ([a b] text, `c` varchar(10), \"d\" int, 'e' real) STRICT"
                .replace(" STRICT", ""));
    assertThat(schema.refused()).isEmpty();
    assertThat(schema.tables())
        .extracting(TableModel::name)
        .containsExactly("a", "b renamed", "c", "d", "e", "f", "g");
    assertThat(identity(schema, "a", "id")).isFalse();
    assertThat(identity(schema, "b renamed", "id")).isFalse();
    assertThat(identity(schema, "d", "x")).isTrue();
    assertThat(identity(schema, "f", "id")).isTrue();
    assertThat(schema.table("c").orElseThrow().primaryKey())
        .isEqualTo(new KeyModel(null, List.of("y", "x")));
    assertThat(schema.table("f").orElseThrow().column("renamed")).isPresent();
  }

  private static boolean identity(SchemaModel schema, String table, String column) {
    return schema.table(table).orElseThrow().column(column).orElseThrow().value()
        instanceof ColumnValue.Identity;
  }

  @Test
  void virtualTablesAreRefusedByNameAndTheirContentIsOffered() throws Exception {
    SchemaModel schema =
        read(
            "CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT)",
            "CREATE VIRTUAL TABLE search USING fts5 (body, content='docs', content_rowid='id')",
            "CREATE VIRTUAL TABLE notes USING fts4 (body)",
            "CREATE VIRTUAL TABLE places USING rtree (id, low, high)");
    assertThat(schema.tables()).extracting(TableModel::name).containsExactly("docs");
    assertThat(schema.refused())
        .filteredOn(object -> object.kind().equals("virtual table"))
        .extracting(RefusedObject::name)
        .containsExactly("search", "notes", "places");
    assertThat(schema.refused().stream().filter(o -> o.name().equals("search")).toList())
        .singleElement()
        .satisfies(object -> assertThat(object.advice()).contains("table docs", "tsvector"));
    assertThat(schema.refused().stream().filter(o -> o.name().equals("notes")).toList())
        .singleElement()
        .satisfies(object -> assertThat(object.advice()).contains("table notes_content"));
    assertThat(schema.refused())
        .filteredOn(object -> object.kind().equals("shadow table"))
        .extracting(RefusedObject::name)
        .contains("search_data", "notes_content", "places_node");
  }

  @Test
  void aDeclarationThatIsNotUnderstoodIsReadFromThePragmasAndSaidSo() throws Exception {
    Path file =
        Databases.run(
            directory.resolve("schema.db"),
            "CREATE TABLE p (id INTEGER PRIMARY KEY)",
            "CREATE TABLE t (a TEXT NOT NULL UNIQUE, b INT DEFAULT 7, c REFERENCES P ON DELETE"
                + " SET NULL, PRIMARY KEY (b, a))");
    try (SqliteDatabase database = SqliteDatabase.open(file, SqliteSource.Options.DEFAULT)) {
      Catalog catalog = new Catalog(database);
      PragmaForeignKeys foreignKeys = new PragmaForeignKeys(database);
      Table table = catalog.require("t");
      TableModel model = new PragmaTable(database, foreignKeys, catalog, table).model();
      assertThat(model.columns())
          .containsExactly(
              new ColumnModel("a", "TEXT", true, null, new ColumnValue.None()),
              new ColumnModel("b", "INT", false, null, new ColumnValue.Default("7")),
              new ColumnModel("c", "", false, null, new ColumnValue.None()));
      assertThat(model.primaryKey()).isEqualTo(new KeyModel(null, List.of("b", "a")));
      assertThat(model.uniques()).containsExactly(new KeyModel(null, List.of("a")));
      assertThat(model.foreignKeys())
          .containsExactly(
              new ForeignKeyModel(
                  null,
                  List.of("c"),
                  new ForeignKeyModel.Reference("p", List.of()),
                  new ForeignKeyModel.Rules(
                      ForeignKeyModel.Action.NO_ACTION,
                      ForeignKeyModel.Action.SET_NULL,
                      ForeignKeyModel.Timing.NOT_DEFERRABLE),
                  true));
    }
  }
}

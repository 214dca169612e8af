package dev.crossfade.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.sql.schema.CheckModel;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.ColumnValue;
import dev.crossfade.sql.schema.ForeignKeyModel;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.KeyModel;
import dev.crossfade.sql.schema.TableModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqliteDdlTest {

  private static TableModel table(String sql) {
    return ((SqliteStatement.CreateTable) SqliteDdl.parse(sql)).table();
  }

  private static IndexModel index(String sql) {
    return ((SqliteStatement.CreateIndex) SqliteDdl.parse(sql)).index();
  }

  @Test
  void columnsHaveTypesDefaultsAndCollations() {
    TableModel table =
        table(
            """
            CREATE TABLE "main"."my table" ( -- a comment, with (parentheses
              [id] INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
              name VARCHAR(70) NOT NULL DEFAULT 'it''s' COLLATE NOCASE,
              price DECIMAL(10, 2) DEFAULT -1.5,
              kind TEXT DEFAULT (lower('A')) CHECK (kind IN ('a', ')')),
              word DEFAULT active,
              at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
              big UNSIGNED BIG INT,
              untyped,
              both AS (price * 2) STORED,
              other INT GENERATED ALWAYS AS (id + 1)
            )
            """);
    assertThat(table.name()).isEqualTo("my table");
    assertThat(table.flags().autoincrement()).isTrue();
    assertThat(table.columns())
        .containsExactly(
            new ColumnModel("id", "INTEGER", true, null, new ColumnValue.Identity(false, 0)),
            new ColumnModel(
                "name", "VARCHAR(70)", true, "NOCASE", new ColumnValue.Default("'it''s'")),
            new ColumnModel(
                "price", "DECIMAL(10, 2)", false, null, new ColumnValue.Default("-1.5")),
            new ColumnModel("kind", "TEXT", false, null, new ColumnValue.Default("lower('A')")),
            new ColumnModel("word", "", false, null, new ColumnValue.Default("'active'")),
            new ColumnModel(
                "at", "TIMESTAMP", false, null, new ColumnValue.Default("CURRENT_TIMESTAMP")),
            ColumnModel.of("big", "UNSIGNED BIG INT"),
            ColumnModel.of("untyped", ""),
            new ColumnModel("both", "", false, null, new ColumnValue.Generated("price * 2", true)),
            new ColumnModel(
                "other", "INT", false, null, new ColumnValue.Generated("id + 1", false)));
    assertThat(table.checks()).containsExactly(new CheckModel(null, "kind IN ('a', ')')"));
  }

  @Test
  void constraintsOfTheTableAreReadWithAndWithoutCommas() {
    TableModel table =
        table(
            """
            CREATE TABLE IF NOT EXISTS child(A INT, b TEXT, c INT REFERENCES parent,
              CONSTRAINT pk PRIMARY KEY (a, B) ON CONFLICT REPLACE
              CONSTRAINT odd UNIQUE (b COLLATE NOCASE), UNIQUE(b, c)
              CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES "other parent" (x, y)
                ON DELETE SET NULL ON UPDATE CASCADE MATCH FULL DEFERRABLE INITIALLY DEFERRED,
              CONSTRAINT positive CHECK (a > 0)
            ) WITHOUT ROWID, STRICT;
            """);
    assertThat(table.primaryKey()).isEqualTo(new KeyModel("pk", List.of("A", "b")));
    assertThat(table.columns()).extracting(ColumnModel::notNull).containsExactly(true, true, false);
    assertThat(table.uniques()).containsExactly(new KeyModel(null, List.of("b", "c")));
    assertThat(table.indexes())
        .containsExactly(
            new IndexModel(
                "odd", true, List.of(new IndexModel.Part("b", false, false, "NOCASE")), null));
    assertThat(table.foreignKeys())
        .containsExactly(
            new ForeignKeyModel(
                null,
                List.of("c"),
                new ForeignKeyModel.Reference("parent", List.of()),
                ForeignKeyModel.Rules.DEFAULT,
                true),
            new ForeignKeyModel(
                "fk",
                List.of("A", "b"),
                new ForeignKeyModel.Reference("other parent", List.of("x", "y")),
                new ForeignKeyModel.Rules(
                    ForeignKeyModel.Action.CASCADE,
                    ForeignKeyModel.Action.SET_NULL,
                    ForeignKeyModel.Timing.INITIALLY_DEFERRED),
                true));
    assertThat(table.checks()).containsExactly(new CheckModel("positive", "a > 0"));
    assertThat(table.flags().withoutRowid()).isTrue();
    assertThat(table.flags().strict()).isTrue();
    assertThat(table.flags().conflictClauses()).containsExactly("PRIMARY KEY ON CONFLICT REPLACE");
  }

  @Test
  void onlyAnIntegerPrimaryKeyStandsForTheRowid() {
    assertThat(identity("CREATE TABLE t(id INTEGER PRIMARY KEY)")).isTrue();
    assertThat(identity("CREATE TABLE t(id integer, PRIMARY KEY(ID))")).isTrue();
    assertThat(identity("CREATE TABLE t(id INTEGER, PRIMARY KEY(id DESC))")).isTrue();
    assertThat(identity("CREATE TABLE t(id INTEGER, PRIMARY KEY(id AUTOINCREMENT))")).isTrue();
    assertThat(identity("CREATE TABLE t(id INTEGER PRIMARY KEY DESC)")).isFalse();
    assertThat(identity("CREATE TABLE t(id INT PRIMARY KEY)")).isFalse();
    assertThat(identity("CREATE TABLE t(id INTEGER PRIMARY KEY) WITHOUT ROWID")).isFalse();
    assertThat(identity("CREATE TABLE t(id INTEGER, b, PRIMARY KEY(id, b))")).isFalse();
  }

  private static boolean identity(String sql) {
    return table(sql).columns().get(0).value() instanceof ColumnValue.Identity;
  }

  @Test
  void aKeyOfAnOrdinaryTableLetsNullIn() {
    assertThat(table("CREATE TABLE t(id TEXT PRIMARY KEY)").columns().get(0).notNull()).isFalse();
  }

  @Test
  void indexesHaveExpressionsOrdersCollationsAndPredicates() {
    IndexModel index =
        index(
            "CREATE UNIQUE INDEX i ON t (a DESC, lower(b), \"c\" COLLATE NOCASE ASC, d + 1 DESC)"
                + " WHERE a IS NOT NULL;");
    assertThat(index)
        .isEqualTo(
            new IndexModel(
                "i",
                true,
                List.of(
                    new IndexModel.Part("a", false, true, null),
                    new IndexModel.Part("lower(b)", true, false, null),
                    new IndexModel.Part("c", false, false, "NOCASE"),
                    new IndexModel.Part("d + 1", true, true, null)),
                "a IS NOT NULL"));
  }

  @Test
  void viewsTriggersAndVirtualTablesAreRead() {
    assertThat(SqliteDdl.parse("CREATE TEMP VIEW v (a, b) AS SELECT 1, ';' ; "))
        .hasToString("CreateView[view=ViewModel[name=v, columns=[a, b], body=SELECT 1, ';']]");
    String trigger = "CREATE TRIGGER g AFTER UPDATE OF a, b ON t BEGIN DELETE FROM u; END";
    assertThat(((SqliteStatement.CreateTrigger) SqliteDdl.parse(trigger)).trigger())
        .hasToString(
            "TriggerModel[name=g, table=t, timing=AFTER UPDATE OF a, b, sql=" + trigger + "]");
    assertThat(SqliteDdl.parse("CREATE TRIGGER g DELETE ON t BEGIN SELECT 1; END"))
        .extracting(found -> ((SqliteStatement.CreateTrigger) found).trigger().timing())
        .isEqualTo("BEFORE DELETE");
    assertThat(SqliteDdl.parse("CREATE VIRTUAL TABLE f USING FTS5(a, tokenize = 'x (y, z)')"))
        .isEqualTo(
            new SqliteStatement.CreateVirtualTable(
                "f", "fts5", List.of("a", "tokenize = 'x (y, z)'")));
  }

  @Test
  void whatIsNoStatementIsRefused() {
    assertThatThrownBy(() -> SqliteDdl.parse("CREATE TABLE t(a"))
        .hasMessageContaining("CF-4200")
        .hasMessageContaining("expected )");
  }
}

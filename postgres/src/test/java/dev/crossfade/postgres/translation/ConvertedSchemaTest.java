package dev.crossfade.postgres.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.postgres.catalog.PostgresSchemaReader;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import dev.crossfade.sql.convert.ConvertOptions;
import dev.crossfade.sql.convert.PostgresDdl;
import dev.crossfade.sql.convert.SchemaConverter;
import dev.crossfade.sql.convert.TargetSchema;
import dev.crossfade.sql.dialect.SqliteDdl;
import dev.crossfade.sql.dialect.SqliteStatement;
import dev.crossfade.sql.diff.SchemaDiff;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.KeyModel;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.TableModel;
import dev.crossfade.sql.schema.ViewModel;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A converted schema is taken by the server, and its catalogue gives it back. */
class ConvertedSchemaTest {
  private static final TimestampForm SECONDS =
      new TimestampForm(' ', TimestampForm.Fraction.NONE, TimestampForm.Zone.NONE);
  private static final Map<String, Conversion> TYPES =
      Map.of(
          "INTEGER", Conversion.of(Kind.INTEGER),
          "TEXT", Conversion.of(Kind.TEXT),
          "REAL", Conversion.of(Kind.DOUBLE),
          "NUMERIC", Conversion.of(Kind.INTEGER_DOUBLE),
          "BOOLEAN", Conversion.of(Kind.INTEGER_FLAG),
          "JSON", Conversion.of(Kind.TEXT_JSONB),
          "BLOB", Conversion.of(Kind.BYTES),
          "DATE", Conversion.of(Kind.TEXT_DATE),
          "DATETIME", new Conversion(Kind.TEXT_TIMESTAMPTZ, SECONDS));
  private static final String[] STATEMENTS = {
    """
    CREATE TABLE customers (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      email TEXT NOT NULL COLLATE NOCASE UNIQUE,
      is_active BOOLEAN NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
      level INTEGER DEFAULT -1 CHECK (level BETWEEN -1 AND 9),
      preferences JSON DEFAULT '{}' CHECK (json_valid(preferences)),
      created_at DATETIME NOT NULL DEFAULT (datetime('now')),
      changed_at TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
      birthday DATE CHECK (birthday > '1900-01-01'),
      token TEXT DEFAULT (lower(hex(randomblob(16)))),
      name TEXT CHECK (length(name) > 0 AND name NOT LIKE '%  %'),
      shout TEXT GENERATED ALWAYS AS (upper(name)) VIRTUAL
    )
    """,
    """
    CREATE TABLE "Order Items" (
      "order" INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
      line INTEGER NOT NULL,
      price NUMERIC NOT NULL CHECK (price >= 0.5),
      weight REAL DEFAULT 1.5,
      PRIMARY KEY ("order", line)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE orders (
      id INTEGER PRIMARY KEY,
      customer INTEGER NOT NULL REFERENCES customers ON UPDATE CASCADE,
      previous INTEGER REFERENCES orders (id) DEFERRABLE INITIALLY DEFERRED,
      status TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'paid')),
      code TEXT UNIQUE CHECK (code GLOB '[A-Z]*' OR code IS NULL),
      picture BLOB DEFAULT x'00ff'
    )
    """,
    "CREATE INDEX orders_open ON orders (customer DESC, lower(status)) WHERE status = 'new'",
    "CREATE UNIQUE INDEX one_active ON customers (email) WHERE is_active = 1",
    "CREATE INDEX by_kind ON customers (json_extract(preferences, '$.kind'))",
    "CREATE INDEX by_day ON customers (date(created_at))",
    "CREATE VIEW open_orders AS SELECT o.*, c.email, count(*) OVER () FROM orders o, customers c",
    "CREATE VIEW totals AS SELECT c.email, sum(i.price) AS total, max(c.created_at) FROM customers"
        + " c LEFT JOIN orders o ON o.customer = c.id LEFT JOIN \"Order Items\" i ON i.\"order\" ="
        + " o.id WHERE c.is_active = 1 GROUP BY c.email ORDER BY total DESC",
  };

  @Test
  void theCatalogueGivesBackWhatWasMeant() throws SQLException {
    SchemaModel source = source();
    TargetSchema target =
        SchemaConverter.convert(source, plan(source), new ConvertOptions("Shop", 18));
    PostgresDdl ddl = new PostgresDdl(target.schema(), "Shop");
    try (ScratchDatabase database = ScratchServer.createDatabase()) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA \"Shop\"");
        for (PostgresDdl.Statement one : ddl.tables()) {
          statement.execute(one.sql());
        }
        statement.execute("INSERT INTO \"Shop\".customers (id, email, name) VALUES (41, 'a', 'b')");
        for (PostgresDdl.Statement one : ddl.keysAndIndexes()) {
          statement.execute(one.sql());
        }
        for (PostgresDdl.ForeignKey key : ddl.foreignKeys()) {
          statement.execute(key.add());
          statement.execute(key.orphans());
          statement.execute(key.validate());
        }
        for (PostgresDdl.Statement one : ddl.sequences()) {
          statement.execute(one.sql());
        }
        for (PostgresDdl.Statement one : ddl.views()) {
          statement.execute(one.sql());
        }
        statement.execute("INSERT INTO \"Shop\".customers (email, name) VALUES ('c', 'd')");
        var id = statement.executeQuery("SELECT max(id) FROM \"Shop\".customers");
        id.next();
        assertThat(id.getLong(1)).isEqualTo(42);
      }
      SchemaModel actual = new PostgresSchemaReader(database::connect, "Shop").read();
      assertThat(SchemaDiff.compare(target.schema(), actual)).isEmpty();
    }
    assertThat(target.schema().views()).extracting(ViewModel::name).containsExactly("totals");
  }

  private static SchemaModel source() {
    List<TableModel> tables = new ArrayList<>();
    List<ViewModel> views = new ArrayList<>();
    for (String sql : STATEMENTS) {
      SqliteStatement statement = SqliteDdl.parse(sql);
      if (statement instanceof SqliteStatement.CreateTable create) {
        tables.add(create.table());
      } else if (statement instanceof SqliteStatement.CreateIndex index) {
        tables.replaceAll(table -> table.name().equals(index.table()) ? with(table, index) : table);
      } else if (statement instanceof SqliteStatement.CreateView view) {
        views.add(view.view());
      }
    }
    return new SchemaModel(tables, views, List.of(), List.of());
  }

  private static TableModel with(TableModel table, SqliteStatement.CreateIndex index) {
    List<IndexModel> indexes = new ArrayList<>(table.indexes());
    indexes.add(index.index());
    return table.withIndexes(indexes);
  }

  private static Plan plan(SchemaModel source) {
    List<CollectionPlan> collections = new ArrayList<>();
    for (TableModel table : source.tables()) {
      List<ColumnPlan> columns = new ArrayList<>();
      for (ColumnModel column : table.columns()) {
        if (!column.generated()) {
          columns.add(
              new ColumnPlan(
                  column.name(),
                  column.name(),
                  TYPES.get(column.declaredType()),
                  !column.notNull(),
                  ColumnPlan.Misfit.REJECT,
                  "",
                  List.of()));
        }
      }
      KeyModel key = table.primaryKey();
      collections.add(
          new CollectionPlan(table.name(), table.name(), null, null, key.columns(), columns, null));
    }
    return new Plan("shop.sqlite", collections);
  }
}

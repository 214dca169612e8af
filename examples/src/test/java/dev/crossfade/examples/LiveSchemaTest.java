package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program changes its schema while it is followed. */
final class LiveSchemaTest {
  @TempDir Path folder;

  private FollowedProgram program;

  @BeforeEach
  void begin() throws Exception {
    program =
        new FollowedProgram(
            folder,
            "PRAGMA journal_mode=WAL",
            "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
            "CREATE TABLE sale (no INTEGER, line INTEGER, customer INTEGER REFERENCES customer (id),"
                + " price REAL, PRIMARY KEY (no, line)) WITHOUT ROWID",
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                + " INSERT INTO customer SELECT i, 'c' || i FROM n",
            "INSERT INTO sale SELECT id, 1, id, id / 4.0 FROM customer");
  }

  @AfterEach
  void end() throws Exception {
    program.close();
  }

  @Test
  void anAddedColumnIsTakenOver() throws Exception {
    program.follow();
    program.run(
        "ALTER TABLE customer ADD COLUMN points INTEGER NOT NULL DEFAULT 7",
        "UPDATE customer SET points = 8 WHERE id = 1",
        "INSERT OR REPLACE INTO customer (id, name, points) VALUES (2, 'c3', 9)",
        "INSERT INTO customer (id, name, points) VALUES (4, 'x', 10)"
            + " ON CONFLICT (id) DO UPDATE SET points = excluded.points");
    program.equal();
    assertThat(
            program.there(
                "SELECT string_agg(points::text, ',' ORDER BY id) FROM shop.customer WHERE id < 6"))
        .isEqualTo("8,9,10,7");
    program.run("INSERT INTO customer (name, points) VALUES ('late', 11)");
    program.equal();
    assertThat(program.events()).contains("has a new column: points: taken over");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a INTEGER",
        "a TEXT DEFAULT 'it''s'",
        "a TEXT NOT NULL DEFAULT ''",
        "a REAL DEFAULT 1.5",
        "a REAL DEFAULT -2",
        "a BOOLEAN NOT NULL DEFAULT FALSE",
        "a BOOLEAN DEFAULT 1",
        "a DECIMAL(10, 2) DEFAULT 0.5",
        "a VARCHAR(10) DEFAULT 5",
        "a BLOB DEFAULT x'00ff'",
        "a DATETIME",
        "a DEFAULT 'bare'",
        "a INTEGER DEFAULT 3 CHECK (a > 2)",
        "a INTEGER REFERENCES customer (id)",
        "a INTEGER DEFAULT NULL",
        "a INTEGER GENERATED ALWAYS AS (id * 2) VIRTUAL"
      })
  void rowsThatNobodyWritesHaveTheDefaultOnBothSides(String column) throws Exception {
    program.follow();
    program.run(
        "ALTER TABLE customer ADD COLUMN " + column,
        "UPDATE customer SET name = 'changed' WHERE id = 3",
        "INSERT INTO customer (name) VALUES ('new')");
    program.equal();
    assertThat(
            program.there(
                "SELECT count(*) FROM information_schema.columns"
                    + " WHERE table_schema = 'shop' AND table_name = 'customer'"))
        .isEqualTo("3");
    program.run("DELETE FROM customer WHERE id = 9", "INSERT INTO customer (name) VALUES ('z')");
    program.equal();
    program.command(0, "switch", "--yes");
    program.there("INSERT INTO shop.customer (name) VALUES ('there') RETURNING id");
    program.command(0, "back", "--yes");
    program.equal();
  }

  @Test
  void aDefaultRewrittenInTheSchemaIsThatOfBothSides() throws Exception {
    program.follow();
    program.run(
        "ALTER TABLE customer ADD COLUMN a INTEGER DEFAULT 1",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'DEFAULT 1', 'DEFAULT 2')"
            + " WHERE name = 'customer'",
        "PRAGMA writable_schema = RESET");
    program.equal();
    assertThat(program.there("SELECT DISTINCT a FROM shop.customer")).isEqualTo("2");
    program.run(
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, ' DEFAULT 2', '') WHERE name = 'customer'",
        "PRAGMA writable_schema = RESET",
        "CREATE TABLE tick (i INTEGER PRIMARY KEY)");
    assertThat(program.paused()).contains("CF-6331").contains("customer was changed");
    program.command(0, "resume");
    program.equal();
    assertThat(program.there("SELECT count(a) FROM shop.customer")).isEqualTo("0");
  }

  @Test
  void aNewTableIsTakenOverWithTheRowsThatItHas() throws Exception {
    program.follow();
    program.run(
        "BEGIN",
        "CREATE TABLE visit (id INTEGER PRIMARY KEY AUTOINCREMENT,"
            + " customer INTEGER NOT NULL REFERENCES customer (id), at DATETIME, mark TEXT UNIQUE)",
        "CREATE INDEX visit_at ON visit (at)",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
            + " INSERT INTO visit SELECT i, i % 500 + 1, '2026-01-01 00:00:00', 'm' || i FROM n",
        "COMMIT",
        "UPDATE visit SET at = 5 WHERE id = 17",
        "DELETE FROM visit WHERE id = 18");
    program.equal();
    assertThat(program.there("SELECT count(*) FROM shop.visit")).isEqualTo("9999");
    assertThat(program.there("SELECT at FROM shop.visit WHERE id = 17")).isEqualTo("5");
    program.run("INSERT OR REPLACE INTO visit VALUES (20, 1, NULL, 'm21')");
    program.equal();
    program.command(0, "switch", "--yes");
    assertThat(program.there("INSERT INTO shop.visit (customer) VALUES (2) RETURNING id"))
        .isEqualTo("10001");
    assertThat(
            program.there(
                "SELECT count(*) FROM pg_constraint WHERE conrelid = 'shop.visit'::regclass"
                    + " AND contype IN ('f', 'u', 'p')"))
        .isEqualTo("3");
    program.command(0, "back", "--yes");
    program.equal();
  }

  @Test
  void whatCannotBeFollowedIsToldOnceAndLeftOut() throws Exception {
    program.run("CREATE TABLE log_1 (id INTEGER PRIMARY KEY)");
    program.follow("--exclude", "log_*");
    program.run(
        "CREATE TABLE note (text TEXT)",
        "CREATE TABLE log_2 (id INTEGER PRIMARY KEY)",
        "CREATE VIRTUAL TABLE search USING fts5 (text)",
        "INSERT INTO customer (name) VALUES ('later')");
    program.equal();
    program.run("INSERT INTO note VALUES ('x')", "CREATE TABLE more (id INTEGER PRIMARY KEY)");
    program.equal();
    assertThat(program.events())
        .containsOnlyOnce("note is new and left out: it has no key")
        .containsOnlyOnce("log_2 is new and left out: excluded")
        .containsOnlyOnce("table search is new and left out")
        .contains("table more is new: taken over");
    assertThat(
            program.there(
                "SELECT string_agg(table_name, ',' ORDER BY table_name)"
                    + " FROM information_schema.tables WHERE table_schema = 'shop'"))
        .isEqualTo("customer,more,sale");
  }

  @Test
  void rowsThatAUniqueIndexLetReplaceDeleteAreFound() throws Exception {
    program.run("CREATE TABLE tag (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER)");
    program.run("INSERT INTO tag VALUES (1, 1, 1), (2, 2, 2), (3, 3, 3)");
    program.follow();
    program.run(
        "BEGIN",
        "CREATE UNIQUE INDEX tag_a ON tag (a)",
        "INSERT OR REPLACE INTO tag VALUES (4, 2, 9)",
        "COMMIT");
    program.equal();
    assertThat(program.there("SELECT string_agg(id::text, ',' ORDER BY id) FROM shop.tag"))
        .isEqualTo("1,3,4");
    program.run("INSERT OR REPLACE INTO tag VALUES (5, 3, 9)");
    program.equal();
    assertThat(program.events()).contains("tag is compared").contains("rows, equal");
    program.await(
        "the index",
        () ->
            "1".equals(program.there("SELECT count(*) FROM pg_indexes WHERE indexname = 'tag_a'")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX sale_price ON sale (price)",
        "CREATE VIEW dear AS SELECT * FROM sale WHERE price > 100",
        "CREATE TRIGGER own AFTER INSERT ON customer"
            + " BEGIN UPDATE sale SET price = 0 WHERE no = 1; END"
      })
  void whatNothingDependsOnStopsNothing(String change) throws Exception {
    program.follow();
    program.run(change, "ANALYZE", "VACUUM", "INSERT INTO customer (name) VALUES ('later')");
    program.await("the event", () -> program.events().contains("PostgreSQL is left as it is"));
    assertThat(program.status()).contains("\"paused\":null");
    program.equal();
    program.command(0, "switch", "--yes");
    program.there("INSERT INTO shop.customer (name) VALUES ('there') RETURNING id");
    program.command(0, "back", "--yes");
    program.run("INSERT INTO customer (name) VALUES ('again')");
    program.equal();
  }

  @Test
  void aTriggerMadeWhileTheFileIsClosedDoesNothingTwice() throws Exception {
    program.follow();
    program.equal();
    program.command(0, "switch", "--yes");
    program.run(
        "CREATE TRIGGER own AFTER INSERT ON customer"
            + " BEGIN UPDATE sale SET price = price + 1 WHERE no = 1; END");
    program.there("INSERT INTO shop.customer (name) VALUES ('there') RETURNING id");
    program.equal();
    program.command(0, "back", "--yes");
    program.run("INSERT INTO customer (name) VALUES ('here')");
    program.equal();
    assertThat(program.there("SELECT price FROM shop.sale WHERE no = 1")).isEqualTo("1.25");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "live.schema.planned",
        "live.schema.made",
        "live.schema.renewed",
        "live.schema.entered",
        "live.pass.applied"
      })
  void aTakeOverThatDiesIsDoneAgain(String point) throws Exception {
    program.followAndKill();
    program.run(
        "ALTER TABLE customer ADD COLUMN points INTEGER DEFAULT 7",
        "CREATE TABLE visit (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customer (id))",
        "INSERT INTO visit SELECT id, id FROM customer",
        "CREATE UNIQUE INDEX sale_customer ON sale (customer)",
        "INSERT OR REPLACE INTO sale VALUES (900, 1, 5, 1)",
        "INSERT OR REPLACE INTO customer VALUES (1, 'c2', 8)",
        "INSERT INTO customer (name) VALUES ('later')");
    program.followAndDie(point);
    program.run("INSERT OR REPLACE INTO customer VALUES (3, 'c4', 9)");
    program.follow();
    program.equal();
    assertThat(program.there("SELECT count(*) FROM shop.visit")).isEqualTo("500");
    assertThat(program.there("SELECT count(*) FROM shop.sale WHERE no = 5")).isEqualTo("0");
    assertThat(program.there("SELECT string_agg(points::text, ',') FROM shop.customer"))
        .contains("9");
  }

  @Test
  void aTableBuiltAnewAsOrmsDoIsResumed() throws Exception {
    program.follow();
    program.run(
        "PRAGMA foreign_keys = OFF",
        "BEGIN",
        "CREATE TABLE new_customer (id INTEGER PRIMARY KEY, name TEXT UNIQUE, city TEXT)",
        "INSERT INTO new_customer SELECT id, name || '!', 'here' FROM customer WHERE id <> 7",
        "DROP TABLE customer",
        "ALTER TABLE new_customer RENAME TO customer",
        "COMMIT",
        "INSERT INTO customer VALUES (7000, NULL, 'unseen')",
        "DELETE FROM customer WHERE id = 8");
    assertThat(program.paused())
        .contains("table customer")
        .contains("To go on: crossfade resume\"");
    program.command(1, "verify", "--live");
    program.command(0, "resume");
    assertThat(program.status()).contains("\"paused\":null");
    program.equal();
    assertThat(program.there("SELECT count(*) FROM shop.customer WHERE city = 'here'"))
        .isEqualTo("498");
    assertThat(program.there("SELECT city FROM shop.customer WHERE name IS NULL"))
        .isEqualTo("unseen");
  }

  @Test
  void whatIsGoneOrHasAnotherTypeIsMadeAnewByTheCommandNamed() throws Exception {
    program.follow();
    program.run(
        "PRAGMA foreign_keys = OFF",
        "ALTER TABLE sale RENAME COLUMN price TO cents",
        "DROP TABLE customer",
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, name INTEGER)",
        "INSERT INTO customer VALUES (1, 11)");
    assertThat(program.paused()).contains("crossfade resume --retake customer --retake sale\"");
    assertThat(program.command(1, "resume", "--retake", "sale").err())
        .contains("--retake customer");
    program.command(0, "resume", "--retake", "customer", "--retake", "sale");
    program.equal();
    assertThat(program.there("SELECT name + 1 FROM shop.customer")).isEqualTo("12");
    assertThat(program.there("SELECT sum(cents) FROM shop.sale WHERE no < 4")).isEqualTo("1.5");
    program.run("PRAGMA foreign_keys = OFF", "DROP TABLE customer");
    assertThat(program.paused()).contains("crossfade resume --retake customer\"");
    program.command(0, "resume", "--retake", "customer");
    program.equal();
    assertThat(program.there("SELECT to_regclass('shop.customer')")).isNull();
    program.command(0, "switch", "--yes");
    program.command(0, "back", "--yes");
    program.equal();
  }

  @Test
  void damagedTriggersAreMadeAgain() throws Exception {
    program.follow();
    program.run("DROP TRIGGER crossfade_1_delete", "DELETE FROM customer WHERE id < 100");
    assertThat(program.paused()).contains("lost its trigger").contains("crossfade resume");
    program.command(0, "resume");
    program.equal();
    assertThat(program.there("SELECT count(*) FROM shop.customer")).isEqualTo("401");
  }

  @Test
  void aTableThatIsThereAlreadyIsNotTouched() throws Exception {
    program.follow();
    program.make("CREATE TABLE shop.visit (other TEXT)");
    program.run("CREATE TABLE visit (id INTEGER PRIMARY KEY)", "INSERT INTO visit VALUES (1)");
    assertThat(program.paused()).contains("CF-5204").contains("shop.visit");
    assertThat(program.there("SELECT count(*) FROM shop.visit")).isEqualTo("0");
    program.make("DROP TABLE shop.visit");
    program.command(0, "resume");
    program.equal();
    assertThat(program.there("SELECT count(id) FROM shop.visit")).isEqualTo("1");
  }
}

package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program changes its schema while it is followed. */
@Execution(ExecutionMode.CONCURRENT)
final class LiveSchemaTest {
  @TempDir Path folder;

  private LiveFixture live;

  @BeforeEach
  void begin() throws Exception {
    live = new LiveFixture(folder, "shop");
    live.sqlite(LiveShop.tables(500));
  }

  @AfterEach
  void end() throws Exception {
    live.close();
  }

  @Test
  void anAddedColumnIsTakenOver() throws Exception {
    live.follow();
    live.sqlite(
        "ALTER TABLE customer ADD COLUMN points INTEGER NOT NULL DEFAULT 7",
        "UPDATE customer SET points = 8 WHERE id = 1",
        "INSERT OR REPLACE INTO customer (id, name, points) VALUES (2, 'c3', 9)",
        "INSERT INTO customer (id, name, points) VALUES (4, 'x', 10)"
            + " ON CONFLICT (id) DO UPDATE SET points = excluded.points");
    live.equal();
    assertThat(
            live.rows(
                "SELECT string_agg(points::text, ',' ORDER BY id) FROM shop.customer WHERE id < 6"))
        .isEqualTo("8,9,10,7");
    live.sqlite("INSERT INTO customer (name, points) VALUES ('late', 11)");
    live.equal();
    assertThat(live.events()).contains("has a new column: points: taken over");
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
    live.follow();
    live.sqlite(
        "ALTER TABLE customer ADD COLUMN " + column,
        "UPDATE customer SET name = 'changed' WHERE id = 3",
        "INSERT INTO customer (name) VALUES ('new')");
    live.equal();
    assertThat(
            live.rows(
                "SELECT count(*) FROM information_schema.columns"
                    + " WHERE table_schema = 'shop' AND table_name = 'customer'"))
        .isEqualTo("3");
    live.sqlite("DELETE FROM customer WHERE id = 9", "INSERT INTO customer (name) VALUES ('z')");
    live.equal();
    live.run(0, "switch", "--yes");
    live.rows("INSERT INTO shop.customer (name) VALUES ('there') RETURNING id");
    live.caughtUp();
    live.run(0, "back", "--yes");
    live.equal();
  }

  @Test
  void aDefaultRewrittenInTheSchemaIsThatOfBothSides() throws Exception {
    live.follow();
    live.sqlite(
        // At once: only the first statement changes the number of the schema.
        "BEGIN",
        "ALTER TABLE customer ADD COLUMN a INTEGER DEFAULT 1",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'DEFAULT 1', 'DEFAULT 2')"
            + " WHERE name = 'customer'",
        "COMMIT",
        "PRAGMA writable_schema = RESET");
    live.equal();
    assertThat(live.rows("SELECT DISTINCT a FROM shop.customer")).isEqualTo("2");
    live.sqlite(
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, ' DEFAULT 2', '') WHERE name = 'customer'",
        "PRAGMA writable_schema = RESET",
        "CREATE TABLE tick (i INTEGER PRIMARY KEY)");
    assertThat(live.paused()).contains("CF-6331").contains("customer was changed");
    live.run(0, "resume");
    live.equal();
    assertThat(live.rows("SELECT count(a) FROM shop.customer")).isEqualTo("0");
  }

  @Test
  void aNewTableIsTakenOverWithTheRowsThatItHas() throws Exception {
    live.follow();
    live.sqlite(
        "BEGIN",
        "CREATE TABLE visit (id INTEGER PRIMARY KEY AUTOINCREMENT,"
            + " customer INTEGER NOT NULL REFERENCES customer (id), at DATETIME, mark TEXT UNIQUE)",
        "CREATE INDEX visit_at ON visit (at)",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
            + " INSERT INTO visit SELECT i, i % 500 + 1, '2026-01-01 00:00:00', 'm' || i FROM n",
        "COMMIT",
        "UPDATE visit SET at = 5 WHERE id = 17",
        "DELETE FROM visit WHERE id = 18");
    live.equal();
    assertThat(live.rows("SELECT count(*) FROM shop.visit")).isEqualTo("9999");
    assertThat(live.rows("SELECT at FROM shop.visit WHERE id = 17")).isEqualTo("5");
    live.sqlite("INSERT OR REPLACE INTO visit VALUES (20, 1, NULL, 'm21')");
    live.equal();
    live.run(0, "switch", "--yes");
    assertThat(live.rows("INSERT INTO shop.visit (customer) VALUES (2) RETURNING id"))
        .isEqualTo("10001");
    assertThat(
            live.rows(
                "SELECT count(*) FROM pg_constraint WHERE conrelid = 'shop.visit'::regclass"
                    + " AND contype IN ('f', 'u', 'p')"))
        .isEqualTo("3");
    live.caughtUp();
    live.run(0, "back", "--yes");
    live.equal();
  }

  @Test
  void whatCannotBeFollowedIsToldOnceAndLeftOut() throws Exception {
    live.sqlite("CREATE TABLE log_1 (id INTEGER PRIMARY KEY)");
    live.follow("--exclude", "log_*");
    // At once: a follower that begins with the first of them begins again, and tells it again.
    live.sqlite(
        "BEGIN",
        "CREATE TABLE note (text TEXT)",
        "CREATE TABLE log_2 (id INTEGER PRIMARY KEY)",
        "CREATE VIRTUAL TABLE search USING fts5 (text)",
        "INSERT INTO customer (name) VALUES ('later')",
        "COMMIT");
    live.equal();
    live.sqlite("INSERT INTO note VALUES ('x')", "CREATE TABLE more (id INTEGER PRIMARY KEY)");
    live.equal();
    assertThat(live.events())
        .containsOnlyOnce("note is new and left out: it has no key")
        .containsOnlyOnce("log_2 is new and left out: excluded")
        .containsOnlyOnce("table search is new and left out")
        .contains("table more is new: taken over");
    assertThat(
            live.rows(
                "SELECT string_agg(table_name, ',' ORDER BY table_name)"
                    + " FROM information_schema.tables WHERE table_schema = 'shop'"))
        .isEqualTo("customer,more,sale");
  }

  @Test
  void rowsThatAUniqueIndexLetReplaceDeleteAreFound() throws Exception {
    live.sqlite("CREATE TABLE tag (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER)");
    live.sqlite("INSERT INTO tag VALUES (1, 1, 1), (2, 2, 2), (3, 3, 3)");
    live.follow();
    live.sqlite(
        "BEGIN",
        "CREATE UNIQUE INDEX tag_a ON tag (a)",
        "INSERT OR REPLACE INTO tag VALUES (4, 2, 9)",
        "COMMIT");
    live.equal();
    assertThat(live.rows("SELECT string_agg(id::text, ',' ORDER BY id) FROM shop.tag"))
        .isEqualTo("1,3,4");
    live.sqlite("INSERT OR REPLACE INTO tag VALUES (5, 3, 9)");
    live.equal();
    assertThat(live.events()).contains("tag is compared").contains("rows, equal");
    live.awaitRows("SELECT count(*) FROM pg_indexes WHERE indexname = 'tag_a'", "1");
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
    live.follow();
    live.sqlite(change, "ANALYZE", "VACUUM", "INSERT INTO customer (name) VALUES ('later')");
    live.awaitEvent("PostgreSQL is left as it is");
    assertThat(live.status()).contains("\"paused\":null");
    live.equal();
    live.run(0, "switch", "--yes");
    live.rows("INSERT INTO shop.customer (name) VALUES ('there') RETURNING id");
    live.caughtUp();
    live.run(0, "back", "--yes");
    live.sqlite("INSERT INTO customer (name) VALUES ('again')");
    live.equal();
  }

  @Test
  void aTriggerMadeWhileTheFileIsClosedDoesNothingTwice() throws Exception {
    live.follow();
    live.equal();
    live.run(0, "switch", "--yes");
    live.sqlite(
        "CREATE TRIGGER own AFTER INSERT ON customer"
            + " BEGIN UPDATE sale SET price = price + 1 WHERE no = 1; END");
    live.rows("INSERT INTO shop.customer (name) VALUES ('there') RETURNING id");
    live.equal();
    live.run(0, "back", "--yes");
    live.sqlite("INSERT INTO customer (name) VALUES ('here')");
    live.equal();
    assertThat(live.rows("SELECT price FROM shop.sale WHERE no = 1")).isEqualTo("1.25");
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
    live.follow();
    live.kill();
    live.sqlite(
        "ALTER TABLE customer ADD COLUMN points INTEGER DEFAULT 7",
        "CREATE TABLE visit (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customer (id))",
        "INSERT INTO visit SELECT id, id FROM customer",
        "CREATE UNIQUE INDEX sale_customer ON sale (customer)",
        "INSERT OR REPLACE INTO sale VALUES (900, 1, 5, 1)",
        "INSERT OR REPLACE INTO customer VALUES (1, 'c2', 8)",
        "INSERT INTO customer (name) VALUES ('later')");
    live.dieFollowing(point);
    live.sqlite("INSERT OR REPLACE INTO customer VALUES (3, 'c4', 9)");
    live.follow();
    live.equal();
    assertThat(live.rows("SELECT count(*) FROM shop.visit")).isEqualTo("500");
    assertThat(live.rows("SELECT count(*) FROM shop.sale WHERE no = 5")).isEqualTo("0");
    assertThat(live.rows("SELECT string_agg(points::text, ',') FROM shop.customer")).contains("9");
  }

  @Test
  void aTableBuiltAnewAsOrmsDoIsResumed() throws Exception {
    live.follow();
    live.sqlite(
        "PRAGMA foreign_keys = OFF",
        "BEGIN",
        "CREATE TABLE new_customer (id INTEGER PRIMARY KEY, name TEXT UNIQUE, city TEXT)",
        "INSERT INTO new_customer SELECT id, name || '!', 'here' FROM customer WHERE id <> 7",
        "DROP TABLE customer",
        "ALTER TABLE new_customer RENAME TO customer",
        "COMMIT",
        "INSERT INTO customer VALUES (7000, NULL, 'unseen')",
        "DELETE FROM customer WHERE id = 8");
    assertThat(live.paused()).contains("table customer").contains("To go on: crossfade resume\"");
    live.run(1, "verify", "--live");
    live.run(0, "resume");
    assertThat(live.status()).contains("\"paused\":null");
    live.equal();
    assertThat(live.rows("SELECT count(*) FROM shop.customer WHERE city = 'here'"))
        .isEqualTo("498");
    assertThat(live.rows("SELECT city FROM shop.customer WHERE name IS NULL")).isEqualTo("unseen");
  }

  @Test
  void whatIsGoneOrHasAnotherTypeIsMadeAnewByTheCommandNamed() throws Exception {
    live.follow();
    live.sqlite(
        "PRAGMA foreign_keys = OFF",
        // At once: a follower that saw the first of them only would name that table only.
        "BEGIN",
        "ALTER TABLE sale RENAME COLUMN price TO cents",
        "DROP TABLE customer",
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, name INTEGER)",
        "INSERT INTO customer VALUES (1, 11)",
        "COMMIT");
    assertThat(live.paused()).contains("crossfade resume --retake customer --retake sale\"");
    assertThat(live.run(1, "resume", "--retake", "sale").err()).contains("--retake customer");
    live.run(0, "resume", "--retake", "customer", "--retake", "sale");
    live.equal();
    assertThat(live.rows("SELECT name + 1 FROM shop.customer")).isEqualTo("12");
    assertThat(live.rows("SELECT sum(cents) FROM shop.sale WHERE no < 4")).isEqualTo("1.5");
    live.sqlite("PRAGMA foreign_keys = OFF", "DROP TABLE customer");
    assertThat(live.paused()).contains("crossfade resume --retake customer\"");
    live.run(0, "resume", "--retake", "customer");
    live.equal();
    assertThat(live.rows("SELECT to_regclass('shop.customer') IS NULL")).isEqualTo("t");
    live.run(0, "switch", "--yes");
    live.run(0, "back", "--yes");
    live.equal();
  }

  @Test
  void damagedTriggersAreMadeAgain() throws Exception {
    live.follow();
    live.sqlite("DROP TRIGGER crossfade_1_delete", "DELETE FROM customer WHERE id < 100");
    assertThat(live.paused()).contains("lost its trigger").contains("crossfade resume");
    live.run(0, "resume");
    live.equal();
    assertThat(live.rows("SELECT count(*) FROM shop.customer")).isEqualTo("401");
  }

  @Test
  void aTableThatIsThereAlreadyIsNotTouched() throws Exception {
    live.follow();
    live.target("CREATE TABLE shop.visit (other TEXT)");
    live.sqlite("CREATE TABLE visit (id INTEGER PRIMARY KEY)", "INSERT INTO visit VALUES (1)");
    assertThat(live.paused()).contains("CF-5204").contains("shop.visit");
    assertThat(live.rows("SELECT count(*) FROM shop.visit")).isEqualTo("0");
    live.target("DROP TABLE shop.visit");
    live.run(0, "resume");
    live.equal();
    assertThat(live.rows("SELECT count(id) FROM shop.visit")).isEqualTo("1");
  }
}

package dev.crossfade.examples;

import java.util.List;
import java.util.stream.Stream;

/**
 * What some program does with its file, as a script: a statement a line, run one after the other on
 * one connection; {@code #2} at its start means another connection.
 *
 * @param name what it is
 * @param mode the file's journal mode at the beginning
 * @param script the statements; {@code ${dir}} is the file's folder
 */
record Habit(String name, String mode, String script) {
  /** The tables that every habit begins with. */
  static final List<String> BEFORE =
      List.of(
          "CREATE TABLE person (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE,"
              + " name TEXT, age INTEGER NOT NULL DEFAULT 0)",
          "CREATE TABLE item (sku TEXT NOT NULL, place INTEGER NOT NULL, qty INTEGER NOT NULL DEFAULT"
              + " 0, note BLOB, PRIMARY KEY (sku, place)) WITHOUT ROWID",
          "CREATE TABLE post (id INTEGER PRIMARY KEY, person INTEGER REFERENCES person (id)"
              + " ON DELETE CASCADE ON UPDATE CASCADE, title TEXT)",
          "CREATE INDEX post_person ON post (person)",
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)"
              + " INSERT INTO person (email, name, age) SELECT 'p' || i, 'name ' || i, i FROM n",
          "INSERT INTO item SELECT 's' || id, id % 3, id, NULL FROM person",
          "INSERT INTO post SELECT id * 10, id, 'title ' || id FROM person");

  static Stream<Habit> all() {
    return Stream.of(
        wal(
            "an ORM's upsert with RETURNING",
            """
            INSERT INTO person (email, name) VALUES ('p1', 'first') ON CONFLICT (email) DO UPDATE SET name = excluded.name, age = age + 1 RETURNING id, age
            INSERT INTO person (email, name) VALUES ('new', 'n') ON CONFLICT (email) DO UPDATE SET name = excluded.name RETURNING id
            INSERT INTO person (id, email) VALUES (2, 'p3') ON CONFLICT (id) DO UPDATE SET age = 99 WHERE age > 1 RETURNING age
            """),
        wal(
            "upserts that do nothing",
            """
            INSERT INTO person (email) VALUES ('p1'), ('fresh') ON CONFLICT DO NOTHING
            SELECT changes()
            """),
        wal(
            "INSERT OR REPLACE over a unique value",
            """
            INSERT OR REPLACE INTO person (id, email, name) VALUES (1, 'p2', 'both')
            REPLACE INTO person (email, name) VALUES ('p3', 'again')
            UPDATE OR REPLACE person SET email = 'p9' WHERE id = 8
            SELECT count(*) FROM person
            """),
        wal(
            "INSERT OR IGNORE, ABORT, FAIL and ROLLBACK",
            """
            INSERT OR IGNORE INTO person (email) VALUES ('p1'), ('ignored-not')
            INSERT OR ABORT INTO person (email) VALUES ('a1'), ('p1')
            INSERT OR FAIL INTO person (email) VALUES ('f1'), ('p1'), ('f2')
            BEGIN
            UPDATE person SET age = 7
            INSERT OR ROLLBACK INTO person (email) VALUES ('p1')
            INSERT INTO person (email) VALUES ('after')
            """),
        wal(
            "savepoints and rollbacks to them",
            """
            BEGIN
            INSERT INTO person (email) VALUES ('s1')
            SAVEPOINT one
            DELETE FROM post
            SAVEPOINT two
            UPDATE item SET qty = -1
            ROLLBACK TO two
            RELEASE two
            ROLLBACK TO one
            UPDATE item SET qty = 5 WHERE place = 1
            RELEASE one
            COMMIT
            """),
        wal(
            "a transaction that is rolled back",
            """
            BEGIN IMMEDIATE
            DELETE FROM post WHERE id < 300
            UPDATE person SET email = email || '!'
            ROLLBACK
            UPDATE person SET age = 1 WHERE id = 1
            """),
        wal(
            "foreign keys with cascades",
            """
            PRAGMA foreign_keys = ON
            DELETE FROM person WHERE id BETWEEN 5 AND 9
            UPDATE person SET id = id + 1000 WHERE id > 50
            INSERT INTO post (person) VALUES (99999)
            PRAGMA foreign_keys = OFF
            INSERT INTO post (person) VALUES (99998)
            """),
        wal(
            "recursive triggers with REPLACE",
            """
            PRAGMA recursive_triggers = ON
            REPLACE INTO person (id, email) VALUES (3, 'p4')
            UPDATE OR REPLACE person SET email = 'p6' WHERE id = 5
            """),
        rollback(
            "journal_mode from DELETE to WAL",
            """
            UPDATE person SET age = 1 WHERE id < 10
            PRAGMA journal_mode = TRUNCATE
            UPDATE person SET age = 2 WHERE id < 9
            PRAGMA journal_mode = PERSIST
            DELETE FROM person WHERE id = 60
            PRAGMA journal_mode = MEMORY
            UPDATE person SET age = 3 WHERE id < 8
            """),
        wal(
            "synchronous, wal_autocheckpoint and cache settings",
            """
            PRAGMA synchronous = OFF
            PRAGMA wal_autocheckpoint = 1
            PRAGMA cache_size = 5
            UPDATE item SET qty = qty + 1
            PRAGMA synchronous = FULL
            PRAGMA wal_autocheckpoint = 0
            UPDATE item SET qty = qty + 1 WHERE place = 2
            """),
        wal(
            "checkpoints by another connection",
            """
            UPDATE item SET qty = 3
            #2 PRAGMA wal_checkpoint(PASSIVE)
            DELETE FROM item WHERE place = 0
            #2 PRAGMA wal_checkpoint(TRUNCATE)
            INSERT INTO item VALUES ('late', 1, 1, NULL)
            """),
        rollback(
            "locking_mode EXCLUSIVE for a while",
            """
            PRAGMA locking_mode = EXCLUSIVE
            UPDATE person SET age = 11
            DELETE FROM post WHERE id > 500
            INSERT INTO person (email) VALUES ('exclusive')
            PRAGMA locking_mode = NORMAL
            SELECT count(*) FROM person
            """),
        rollback(
            "auto_vacuum and incremental_vacuum",
            """
            PRAGMA auto_vacuum = INCREMENTAL
            VACUUM
            DELETE FROM post WHERE id > 100
            PRAGMA incremental_vacuum
            INSERT INTO post (title) VALUES ('after')
            """),
        wal(
            "VACUUM between writes",
            """
            DELETE FROM person WHERE id % 2
            VACUUM
            INSERT INTO person (email) VALUES ('vacuumed')
            VACUUM
            UPDATE item SET qty = 0 WHERE place = 1
            """),
        wal(
            "ANALYZE and optimize",
            """
            ANALYZE
            UPDATE person SET age = 4 WHERE id = 4
            PRAGMA optimize
            PRAGMA user_version = 17
            PRAGMA application_id = 4
            UPDATE person SET age = 5 WHERE id = 4
            """),
        wal(
            "ATTACH and writes across databases",
            """
            ATTACH '${dir}/other.sqlite' AS other
            CREATE TABLE other.person (id INTEGER PRIMARY KEY, email TEXT)
            BEGIN
            INSERT INTO other.person SELECT id, email || '@' FROM main.person WHERE id < 20
            INSERT INTO main.person (email) SELECT email FROM other.person
            DELETE FROM main.person WHERE id = 20
            COMMIT
            DETACH other
            """),
        wal(
            "a long reader beside writers",
            """
            #2 PRAGMA query_only = ON
            #2 BEGIN
            #2 SELECT sum(age) FROM person
            UPDATE person SET age = age + 100
            DELETE FROM post WHERE id = 10
            #2 SELECT sum(age) FROM person
            #2 COMMIT
            #2 SELECT sum(age) FROM person
            """),
        wal(
            "a bulk insert with its index dropped and made again",
            """
            DROP INDEX post_person
            BEGIN
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO post (person, title) SELECT i % 60 + 1, 'bulk ' || i FROM n
            COMMIT
            CREATE INDEX post_person ON post (person)
            """),
        wal(
            "INSERT ... SELECT from the same table",
            """
            INSERT INTO post (person, title) SELECT person, title || ' copy' FROM post WHERE id < 200
            INSERT INTO item SELECT sku, place + 10, qty, x'01' FROM item
            """),
        wal(
            "UPDATE ... FROM",
            """
            UPDATE item SET qty = p.age * 2 FROM person AS p WHERE item.sku = 's' || p.id AND p.id < 30
            UPDATE person SET name = t.title FROM (SELECT person, title FROM post) AS t WHERE t.person = person.id
            """),
        wal(
            "RETURNING from update and delete",
            """
            UPDATE person SET age = age + 1 WHERE id < 4 RETURNING id, age
            DELETE FROM item WHERE place = 2 AND qty < 12 RETURNING sku, qty
            """),
        wal(
            "upserts and new keys in a WITHOUT ROWID table",
            """
            INSERT INTO item (sku, place, qty) VALUES ('s1', 1, 100) ON CONFLICT (sku, place) DO UPDATE SET qty = qty + excluded.qty
            REPLACE INTO item VALUES ('s2', 2, 7, x'00ff')
            UPDATE item SET place = place + 3, sku = upper(sku) WHERE qty > 40
            """),
        wal(
            "DELETE without WHERE",
            """
            DELETE FROM post
            SELECT changes()
            DELETE FROM item
            INSERT INTO item VALUES ('only', 0, 1, NULL)
            """),
        wal(
            "temporary tables and triggers",
            """
            CREATE TEMP TABLE log (what)
            CREATE TEMP TRIGGER seen AFTER UPDATE ON main.person BEGIN INSERT INTO log VALUES (NEW.id); UPDATE item SET qty = qty + 1 WHERE place = 0; END
            UPDATE person SET age = 50 WHERE id < 3
            SELECT count(*) FROM log
            """),
        wal(
            "last_insert_rowid() and changes()",
            """
            INSERT INTO person (email) VALUES ('l1')
            SELECT last_insert_rowid(), changes()
            INSERT INTO post (title) VALUES ('a'), ('b'), ('c')
            SELECT last_insert_rowid(), changes()
            UPDATE person SET age = 3 WHERE id < 6
            SELECT changes(), last_insert_rowid()
            DELETE FROM person WHERE id = 12345
            SELECT changes()
            REPLACE INTO person (email) VALUES ('l1')
            SELECT changes(), last_insert_rowid()
            """),
        wal(
            "unique values swapped by way of a third",
            """
            BEGIN
            UPDATE person SET email = 'swap' WHERE id = 1
            UPDATE person SET email = 'p1' WHERE id = 2
            UPDATE person SET email = 'p2' WHERE id = 1
            UPDATE person SET id = -id WHERE id IN (3, 4)
            UPDATE person SET id = 7 + id WHERE id IN (-3, -4)
            COMMIT
            """),
        wal(
            "negative and huge ids, and a counter set back",
            """
            INSERT INTO person (id, email) VALUES (-5, 'negative'), (4611686018427387904, 'huge')
            DELETE FROM person WHERE id > 1000
            UPDATE sqlite_sequence SET seq = 60 WHERE name = 'person'
            INSERT INTO person (email) VALUES ('counted')
            SELECT max(id) FROM person
            """),
        wal(
            "an audit trigger of the program, and RAISE(IGNORE)",
            """
            CREATE TRIGGER audit AFTER UPDATE OF email ON person BEGIN INSERT INTO post (title) VALUES (OLD.email); END
            CREATE TRIGGER guard BEFORE DELETE ON person WHEN OLD.id < 5 BEGIN SELECT RAISE(IGNORE); END
            UPDATE person SET email = 'audited' WHERE id = 10
            DELETE FROM person WHERE id < 8
            SELECT count(*) FROM person
            """),
        wal(
            "ALTER TABLE ADD COLUMN by a migration",
            """
            BEGIN
            ALTER TABLE person ADD COLUMN phone TEXT
            ALTER TABLE person ADD COLUMN level INTEGER NOT NULL DEFAULT 1
            UPDATE person SET phone = '0' || id WHERE id < 5
            COMMIT
            INSERT INTO person (email, phone, level) VALUES ('m', '1', 2)
            """),
        wal(
            "CREATE TABLE by a migration",
            """
            CREATE TABLE IF NOT EXISTS tag (name TEXT PRIMARY KEY NOT NULL, post INTEGER REFERENCES post (id))
            INSERT INTO tag SELECT 't' || id, id FROM post
            DELETE FROM tag WHERE post > 300
            CREATE INDEX IF NOT EXISTS tag_post ON tag (post)
            """),
        wal(
            "values of every kind",
            """
            INSERT INTO item VALUES ('blob', 0, 1, zeroblob(3000)), ('ünï', 1, -9223372036854775808, x'')
            INSERT INTO person (email, name, age) VALUES ('empty', '', 9223372036854775807), ('null', NULL, 0), ('quote', 'it''s "q"', 1)
            UPDATE item SET note = x'00' WHERE note IS NULL AND place = 1
            """));
  }

  private static Habit wal(String name, String script) {
    return new Habit(name, "WAL", script);
  }

  private static Habit rollback(String name, String script) {
    return new Habit(name, "DELETE", script);
  }

  /** The statements, with a number of a connection where it is not the first. */
  List<String> statements(String folder) {
    return script.replace("${dir}", folder).lines().toList();
  }

  @Override
  public String toString() {
    return name;
  }
}

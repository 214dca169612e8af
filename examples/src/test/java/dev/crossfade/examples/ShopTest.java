package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The shop, moved once; each test looks at one of its traps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShopTest {
  static final Path SHOP = Path.of("shop").toAbsolutePath();

  private Path folder;
  private final ScratchDatabase database = ScratchServer.createDatabase();
  private Console console;
  private Console.Result moved;
  private String before;
  private Sql target;
  private Sql source;

  @BeforeAll
  void move(@TempDir Path empty) throws Exception {
    folder = empty;
    Path file = Files.copy(SHOP.resolve("shop.sqlite"), folder.resolve("shop.sqlite"));
    before = sha256(file);
    console = new Console(folder, database.url());
    moved = console.run("move", "shop.sqlite", "--json");
    target = Sql.postgres(database.jdbcUrl());
    source = Sql.sqlite(SHOP.resolve("shop.sqlite"));
  }

  @AfterAll
  void close() throws SQLException {
    source.close();
    target.close();
    database.close();
  }

  private static String sha256(Path file) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file)));
  }

  @Test
  void isProven() {
    assertThat(moved.status()).as(moved.toString()).isZero();
    assertThat(moved.field("outcome")).isEqualTo("proven");
  }

  @Test
  void leavesTheSourceAsItWas() throws Exception {
    assertThat(sha256(folder.resolve("shop.sqlite"))).isEqualTo(before);
    assertThat(folder.resolve("shop.sqlite-wal")).doesNotExist();
    assertThat(folder.resolve("shop.sqlite-journal")).doesNotExist();
  }

  @Test
  void isProvenAgainByASecondRun() {
    Console.Result again = console.run("move", "shop.sqlite", "--json");
    assertThat(again.status()).as(again.toString()).isZero();
    assertThat(again.field("outcome")).isEqualTo("proven-again");
    assertThat(again.field("digest")).isEqualTo(moved.field("digest"));
    assertThat(again.field("run")).isEqualTo(moved.field("run"));
  }

  @Test
  void holdsAsManyRowsAsTheSource() throws SQLException {
    for (String table :
        List.of(
            "customers", "categories", "products", "orders", "order_items", "audit", "settings")) {
      String count = "SELECT count(*) FROM " + table;
      assertThat(target.one(count)).as(table).isEqualTo(source.one(count));
    }
  }

  @Test
  void hasTheTypesOfTheValues() throws SQLException {
    assertThat(types("customers"))
        .contains(
            "id bigint",
            "is_active boolean",
            "newsletter boolean",
            "preferences jsonb",
            "created_at timestamp with time zone",
            "birthday date",
            "notes text");
    assertThat(types("orders")).contains("placed_at timestamp with time zone", "order bigint");
    assertThat(types("products"))
        .contains("picture bytea", "attributes jsonb", "weight_kg double precision");
    assertThat(types("audit")).contains("at timestamp with time zone");
  }

  private List<String> types(String table) throws SQLException {
    return target.rows(
        "SELECT attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute"
            + " WHERE attrelid = 'public."
            + table
            + "'::regclass AND attnum > 0");
  }

  @Test
  void holdsEveryFlagTextAndDayOfTheCustomers() throws SQLException {
    assertThat(
            target.rows(
                "SELECT id, email, name, is_active::int, newsletter::int, birthday, notes,"
                    + " to_char(created_at, 'YYYY-MM-DD HH24:MI:SS'),"
                    + " preferences->>'size', preferences->'tags'->>0"
                    + " FROM customers ORDER BY id"))
        .isEqualTo(
            source.rows(
                "SELECT id, email, name, is_active, newsletter, birthday, notes, created_at,"
                    + " preferences->>'size', preferences->>'$.tags[0]'"
                    + " FROM customers ORDER BY id"));
  }

  @Test
  void holdsEveryFractionOfASecond() throws SQLException {
    assertThat(
            target.rows(
                "SELECT id, to_char(placed_at, 'YYYY-MM-DD HH24:MI:SS.MS'),"
                    + " to_char(paid_at, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), \"order\""
                    + " FROM orders ORDER BY id"))
        .isEqualTo(source.rows("SELECT id, placed_at, paid_at, \"order\" FROM orders ORDER BY id"));
  }

  @Test
  void holdsEveryDigitAndByteOfTheProducts() throws SQLException {
    assertThat(
            target.rows(
                "SELECT sku, encode(float8send(price), 'hex'), encode(float8send(weight_kg), 'hex'),"
                    + " upper(encode(picture, 'hex')), attributes->>'big'"
                    + " FROM products ORDER BY sku COLLATE \"C\""))
        .hasSize(150)
        .isEqualTo(
            source
                .rows(
                    "SELECT sku, printf('%!.17g', price), iif(weight_kg IS NULL, NULL, printf('%!.17g', weight_kg)),"
                        + " CASE WHEN picture IS NOT NULL THEN hex(picture) END,"
                        // SQLite had written it with 15 digits.
                        + " '12345678901234600000' FROM products ORDER BY sku")
                .stream()
                .map(ShopTest::withBits)
                .toList());
  }

  private static String withBits(String row) {
    String[] cells = row.split("\\|", -1);
    for (int column = 1; column <= 2; column++) {
      if (!cells[column].equals("NULL")) {
        long bits = Double.doubleToRawLongBits(Double.parseDouble(cells[column]));
        cells[column] = HexFormat.of().toHexDigits(bits);
      }
    }
    return String.join("|", cells);
  }

  @Test
  void hasItsKeysAndForeignKeysAndTheyHold() throws SQLException {
    assertThat(
            target.rows(
                "SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint"
                    + " WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f')"))
        .containsExactlyInAnyOrder(
            "customers PRIMARY KEY (id)",
            "categories PRIMARY KEY (id)",
            "categories UNIQUE (parent_id, name)",
            "categories FOREIGN KEY (parent_id) REFERENCES categories(id)",
            "products PRIMARY KEY (sku)",
            "products FOREIGN KEY (category_id) REFERENCES categories(id)",
            "orders PRIMARY KEY (id)",
            "orders FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE CASCADE",
            "order_items PRIMARY KEY (order_id, line)",
            "order_items FOREIGN KEY (order_id) REFERENCES orders(id) ON DELETE CASCADE",
            "order_items FOREIGN KEY (sku) REFERENCES products(sku) ON UPDATE CASCADE",
            "settings PRIMARY KEY (key)");
    assertThat(target.one("SELECT count(*) FROM pg_constraint WHERE NOT convalidated"))
        .isEqualTo("0");
  }

  @Test
  void hasItsIndexes() throws SQLException {
    String indexes =
        String.join("\n", target.rows("SELECT indexdef FROM pg_indexes WHERE schemaname='public'"));
    assertThat(indexes)
        .contains("(customer_id, placed_at DESC)")
        .contains("WHERE (status = 'new'::text)")
        .contains("(lower(name))")
        .contains("WHERE ((discontinued = 0) AND (stock > 0))")
        .contains("UNIQUE INDEX customers_email_nocase");
  }

  @Test
  void goesOnCountingBehindTheLargestIdEverGiven() throws SQLException {
    Path copy = folder.resolve("next.sqlite");
    String insertOrder =
        "INSERT INTO orders (customer_id, placed_at) VALUES (1, '2026-01-01 00:00:00')";
    String insertCustomer = "INSERT INTO customers (email, name) VALUES ('n@example.org', 'N')";
    String customer;
    String order;
    source.execute("VACUUM INTO '" + copy + "'");
    try (Sql next = Sql.sqlite(copy)) {
      customer = next.one(insertCustomer + " RETURNING id");
      order = next.one(insertOrder + " RETURNING id");
    }
    target.execute("BEGIN");
    assertThat(target.one(insertCustomer + " RETURNING id")).isEqualTo(customer);
    assertThat(target.one(insertOrder + " RETURNING id")).isEqualTo(order);
    target.execute("ROLLBACK");
  }

  @Test
  void appliesTheDefaults() throws SQLException {
    target.execute("BEGIN");
    assertThat(
            target.one(
                "INSERT INTO customers (id, email, name) VALUES (1000000, 'd@example.org', 'D')"
                    + " RETURNING is_active, newsletter, preferences,"
                    + " created_at BETWEEN now() - interval '1 minute' AND now()"))
        .isEqualTo("t|f|{}|t");
    assertThat(
            target.one(
                "INSERT INTO orders (id, customer_id, placed_at) VALUES (1000000, 1000000, now())"
                    + " RETURNING status, total"))
        .isEqualTo("new|0");
    target.execute("ROLLBACK");
  }

  @Test
  void hasTheViewWithTheSameRows() throws SQLException {
    assertThat(
            target.rows(
                "SELECT id, email, to_char(placed_at, 'YYYY-MM-DD HH24:MI:SS.MS'),"
                    + " round(total::numeric, 2) FROM open_orders ORDER BY id"))
        .hasSize(300)
        .isEqualTo(
            source.rows(
                "SELECT id, email, placed_at, printf('%.2f', total) FROM open_orders ORDER BY id"));
  }

  @Test
  void computesWhatTheSourceComputes() throws SQLException {
    assertThat(
            target.rows(
                "SELECT sku, round(price_with_tax::numeric, 6) FROM products"
                    + " ORDER BY sku COLLATE \"C\""))
        .isEqualTo(
            source.rows("SELECT sku, printf('%.6f', price_with_tax) FROM products ORDER BY sku"));
  }

  @Test
  void isEqualByVerify() {
    Console.Result verified = console.run("verify", "shop.sqlite", "--json");
    assertThat(verified.status()).as(verified.toString()).isZero();
    assertThat(verified.field("equal")).isEqualTo("true");
  }

  @Test
  void leavesNoStagingSchema() throws SQLException {
    assertThat(
            target.rows("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'crossfade_staging%'"))
        .isEmpty();
  }

  @Test
  void writesItsReports() {
    Path reports = folder.resolve(".crossfade").resolve("reports");
    String run = moved.field("run");
    assertThat(reports.resolve(run + ".md")).isNotEmptyFile();
    assertThat(reports.resolve(run + ".html")).content().contains("order_items");
    assertThat(reports.resolve(run + ".json")).isNotEmptyFile();
  }
}

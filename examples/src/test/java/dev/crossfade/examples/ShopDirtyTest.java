package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop with bad rows: refused as a whole, or moved but for what is listed. */
class ShopDirtyTest {
  @TempDir Path folder;
  private final ScratchDatabase database = ScratchServer.createDatabase();
  private Console console;
  private Sql target;

  @BeforeEach
  void copy() throws Exception {
    Files.copy(ShopTest.SHOP.resolve("shop-dirty.sqlite"), folder.resolve("dirty.sqlite"));
    console = new Console(folder, database.url());
    target = Sql.postgres(database.jdbcUrl());
  }

  @AfterEach
  void close() throws SQLException {
    target.close();
    database.close();
  }

  @Test
  void failsWithNothingVisibleWhenRecordsDoNotFit() throws SQLException {
    Console.Result failed = console.run("move", "dirty.sqlite", "--into", "shop");
    assertThat(failed.status()).as(failed.toString()).isEqualTo(1);
    assertThat(failed.err())
        .contains("CF-5202")
        .contains("customers.notes")
        .contains("id=400")
        .contains("rejects list")
        .doesNotContain("before");
    assertThat(schemas()).doesNotContain("shop").noneMatch(name -> name.contains("staging"));
    Console.Result listed = console.run("rejects", "list", "--json");
    assertThat(listed.status()).as(listed.toString()).isZero();
    assertThat(listed.field("count")).isEqualTo("3");
  }

  @Test
  void canBeMovedAfterItFailed() {
    console.run("move", "dirty.sqlite");
    Console.Result moved = console.run("move", "dirty.sqlite", "--on-reject", "dead-letter");
    assertThat(moved.status()).as(moved.toString()).isEqualTo(3);
  }

  @Test
  void movesTheRestAndListsWhatDoesNotFit() throws SQLException {
    Console.Result moved =
        console.run("move", "dirty.sqlite", "--on-reject", "dead-letter", "--json");
    assertThat(moved.status()).as(moved.toString()).isEqualTo(3);
    assertThat(moved.field("outcome")).isEqualTo("proven");
    try (Sql source = Sql.sqlite(folder.resolve("dirty.sqlite"))) {
      long all = Long.parseLong(source.one("SELECT count(*) FROM customers"));
      long dead = Long.parseLong(target.one("SELECT count(*) FROM crossfade.dead_letters"));
      assertThat(dead).isPositive();
      assertThat(Long.parseLong(target.one("SELECT count(*) FROM customers")))
          .isEqualTo(all - dead);
      assertThat(target.one("SELECT count(*) FROM orders"))
          .isEqualTo(source.one("SELECT count(*) FROM orders"));
    }
  }

  @Test
  void makesAForeignKeyThatRowsBreakNotValidAndListsTheRows() throws SQLException {
    Console.Result moved =
        console.run("move", "dirty.sqlite", "--on-reject", "dead-letter", "--verbose");
    assertThat(
            target.rows(
                "SELECT conname, convalidated FROM pg_constraint WHERE contype = 'f'"
                    + " AND conrelid = 'orders'::regclass"))
        .containsExactly("orders_customer_id_fkey|f");
    List<String> orphans =
        target.rows(
            "SELECT o.id FROM orders o LEFT JOIN customers c ON c.id = o.customer_id"
                + " WHERE c.id IS NULL ORDER BY o.id");
    assertThat(orphans).hasSize(2);
    assertThat(moved.out())
        .contains("orders.orders_customer_id_fkey")
        .contains("NOT VALID")
        .contains(orphans);
    assertThat(
            target.rows(
                "SELECT conname FROM pg_constraint WHERE contype = 'f' AND convalidated"
                    + " AND conrelid = 'order_items'::regclass"))
        .hasSize(2);
  }

  @Test
  void keepsDeadLettersWithKeyColumnAndCodeButNoValue() {
    console.run("move", "dirty.sqlite", "--on-reject", "dead-letter");
    Console.Result listed = console.run("rejects", "list", "--json");
    assertThat(listed.field("table")).isEqualTo("customers");
    assertThat(listed.field("column")).isEqualTo("notes");
    assertThat(listed.field("locator")).isEqualTo("id=400");
    assertThat(listed.field("code")).isEqualTo("CF-5003");
    assertThat(listed.out()).doesNotContain("before");
  }

  @Test
  void isEqualByVerifyButForTheDeadLetters() {
    console.run("move", "dirty.sqlite", "--on-reject", "dead-letter");
    Console.Result verified = console.run("verify", "dirty.sqlite", "--json");
    assertThat(verified.status()).as(verified.toString()).isZero();
    assertThat(verified.field("equal")).isEqualTo("true");
    assertThat(verified.field("deadLetters")).isEqualTo("3");
  }

  @Test
  void showsExportsAndRetriesWhatDidNotFit() throws Exception {
    console.run("move", "dirty.sqlite", "--on-reject", "dead-letter");

    Console.Result shown = console.run("rejects", "show", "latest", "--json");
    assertThat(shown.status()).as(shown.toString()).isZero();
    assertThat(shown.field("locator")).isEqualTo("id=400");
    Console.Result same = console.run("rejects", "show", "latest", shown.field("id"), "--json");
    assertThat(same.out()).isEqualTo(shown.out());

    console.run("rejects", "export", "latest", "--out", "rejects.jsonl");
    List<String> exported = Files.readAllLines(folder.resolve("rejects.jsonl"));
    assertThat(exported).hasSize(3).allMatch(line -> line.contains("\"values\":["));
    assertThat(exported.get(2)).contains("$malformed");

    Path plan = folder.resolve("plan.yaml");
    String changed =
        console
            .run("runs", "show", "latest", "--plan")
            .out()
            .replaceFirst("(source: notes\\R\\s+conversion: )TEXT ", "$1TEXT_ESCAPED ");
    Files.writeString(plan, changed);
    Console.Result retried =
        console.run("rejects", "retry", "latest", "--plan", "plan.yaml", "--json");
    assertThat(retried.status()).as(retried.toString()).isEqualTo(3);
    assertThat(retried.field("written")).isEqualTo("1");
    assertThat(retried.field("equal")).isEqualTo("true");
    assertThat(console.run("rejects", "list", "--json").field("count")).isEqualTo("2");
    assertThat(target.one("SELECT count(*) FROM customers WHERE id = 400")).isEqualTo("1");
    assertThat(console.run("verify", "dirty.sqlite", "--json").field("equal")).isEqualTo("true");
  }

  private List<String> schemas() throws SQLException {
    return target.rows("SELECT nspname FROM pg_namespace");
  }
}

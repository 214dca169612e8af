package dev.crossfade.sql.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.plan.Plan;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.ViewModel;
import org.junit.jupiter.api.Test;

class ViewConverterTest {
  private static final Plan PLAN =
      Shop.plan(
          Shop.table("customers", "id", "id INTEGER", "email TEXT", "active INTEGER_FLAG"),
          Shop.table(
              "orders",
              "id",
              "id INTEGER",
              "customer INTEGER customer_id",
              "total? INTEGER_DOUBLE",
              "placed TEXT_TIMESTAMPTZ"));

  private static String view(String... bodies) {
    String[] statements = new String[bodies.length + 2];
    statements[0] = "CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT, active INTEGER)";
    statements[1] = "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer, total, placed TEXT)";
    for (int i = 0; i < bodies.length; i++) {
      statements[i + 2] = "CREATE VIEW v" + (i + 1) + " AS " + bodies[i];
    }
    SchemaModel source = Shop.schema(statements);
    TargetSchema target = SchemaConverter.convert(source, PLAN, new ConvertOptions("app", 14));
    return target.schema().views().stream()
        .reduce((first, last) -> last)
        .map(ViewModel::body)
        .orElseGet(() -> "refused: " + target.notes().get(target.notes().size() - 2).text());
  }

  @Test
  void joinsConditionsAndFunctionsAreTranslated() {
    assertThat(
            view(
                "SELECT o.id, c.email AS mail, ifnull(o.total, 0) AS total FROM orders o JOIN"
                    + " customers c ON c.id = o.customer WHERE c.active = 1 AND o.placed >"
                    + " '2020-01-01' ORDER BY o.placed DESC LIMIT 5"))
        .isEqualTo(
            "SELECT o.id AS id, c.email AS mail, coalesce(o.total, 0) AS total FROM app.orders AS"
                + " o JOIN app.customers AS c ON c.id = o.customer_id WHERE c.active AND (o.placed"
                + " > TIMESTAMPTZ '2020-01-01 00:00:00+00') ORDER BY o.placed DESC NULLS LAST"
                + " LIMIT 5");
  }

  @Test
  void aggregatesGroupsAndSubqueriesAreTranslated() {
    assertThat(
            view(
                "SELECT c.id, count(*) n, sum(active) FROM customers c WHERE EXISTS (SELECT 1 FROM"
                    + " orders WHERE customer = c.id) GROUP BY 1 HAVING n > 1"))
        .isEqualTo(
            "SELECT c.id AS id, count(*) AS n, sum(c.active::integer) AS \"sum(active)\" FROM"
                + " app.customers AS c WHERE EXISTS (SELECT 1 AS \"1\" FROM app.orders AS orders"
                + " WHERE orders.customer_id = c.id) GROUP BY 1 HAVING count(*) > 1");
  }

  @Test
  void aViewMayReadAnotherAndKeepTheNamesOfTheSource() {
    assertThat(view("SELECT * FROM orders", "WITH w AS (SELECT customer FROM v1) SELECT * FROM w"))
        .isEqualTo(
            "WITH RECURSIVE w AS (SELECT v1.customer AS customer FROM app.v1 AS v1) SELECT"
                + " w.customer AS customer FROM w AS w");
  }

  @Test
  void whatIsOutOfReachIsRefused() {
    assertThat(view("SELECT row_number() OVER (ORDER BY id) FROM orders"))
        .isEqualTo("refused: It uses a window or a filter.");
    assertThat(view("SELECT 1 FROM elsewhere")).contains("reads elsewhere, which is not moved");
  }
}

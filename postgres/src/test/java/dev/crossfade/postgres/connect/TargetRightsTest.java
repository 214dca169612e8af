package dev.crossfade.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TargetRightsTest {
  private static final Environment NOTHING = new Environment(Map.of(), "ada", Path.of("/nowhere"));

  private ScratchDatabase database;

  @BeforeEach
  void createDatabaseAndRole() throws SQLException {
    database = ScratchServer.createDatabase();
    execute("CREATE ROLE \"Mover's\" LOGIN PASSWORD 'p'");
  }

  @AfterEach
  void drop() throws SQLException {
    execute("DROP OWNED BY \"Mover's\"");
    execute("DROP ROLE \"Mover's\"");
    database.close();
  }

  @Test
  void namesEachMissingRightWithTheGrantThatHeals() throws SQLException {
    execute("CREATE SCHEMA \"Shop\"");
    execute("CREATE SCHEMA crossfade");

    List<TargetRights.Check> checks = check("Shop");

    assertThat(checks)
        .filteredOn(check -> !check.ok() && check.required())
        .extracting(TargetRights.Check::advice)
        .containsExactly(
            "GRANT CREATE ON DATABASE " + database.name() + " TO \"Mover's\";",
            "GRANT USAGE, CREATE ON SCHEMA \"Shop\" TO \"Mover's\";",
            "GRANT USAGE, CREATE ON SCHEMA crossfade TO \"Mover's\";");
    for (TargetRights.Check check : checks) {
      if (!check.ok() && check.required()) {
        execute(check.advice());
      }
    }
    assertThat(check("Shop")).allMatch(TargetRights.Check::ok);
  }

  @Test
  void needsNoSuperuserAndNoSchemaThatCanBeCreated() throws SQLException {
    execute("GRANT CREATE ON DATABASE " + database.name() + " TO \"Mover's\"");

    assertThat(check("not there yet"))
        .filteredOn(TargetRights.Check::required)
        .allMatch(TargetRights.Check::ok)
        .extracting(TargetRights.Check::found)
        .contains("absent, will be created");
  }

  @Test
  void grantsNothingOnASchemaThatIsNotThere() throws SQLException {
    List<TargetRights.Check> missing =
        check("not there yet").stream().filter(check -> !check.ok()).toList();

    assertThat(missing)
        .extracting(TargetRights.Check::name)
        .containsExactly(
            "right to create schemas", "schema not there yet", "control schema crossfade");
    assertThat(missing).allMatch(check -> !check.found().contains("will be created"));
    for (TargetRights.Check check : missing) {
      execute(check.advice());
    }
    assertThat(check("not there yet")).allMatch(TargetRights.Check::ok);
  }

  @Test
  void refusesAMoveThatLacksARight() throws SQLException {
    execute("CREATE SCHEMA theirs");
    Connector mover = Connector.to(mover());
    assertThatThrownBy(() -> mover.requireRights("theirs", true))
        .hasMessageContaining("CF-3015")
        .hasMessageContaining("GRANT CREATE ON DATABASE " + database.name() + " TO \"Mover's\";")
        .hasMessageContaining("GRANT USAGE, CREATE ON SCHEMA theirs TO \"Mover's\";");

    execute("GRANT CREATE ON DATABASE " + database.name() + " TO \"Mover's\"");
    assertThatThrownBy(() -> mover.requireRights("theirs", true))
        .hasMessageNotContaining("ON DATABASE");
    mover.requireRights("theirs", false);
    mover.requireRights("not there yet", true);
  }

  @Test
  void refusesToFollowWithAllThatIsMissing() throws SQLException {
    execute("CREATE SCHEMA theirs");
    execute("CREATE TABLE theirs.sale ()");
    execute("CREATE SCHEMA crossfade");
    execute("CREATE TABLE crossfade.migrations ()");
    execute("REVOKE TEMPORARY ON DATABASE " + database.name() + " FROM PUBLIC");
    execute("REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC");
    Connector mover = Connector.to(mover());
    String owner = URI.create(database.url()).getUserInfo().split(":")[0];
    String[] grants = {
      "GRANT CREATE ON DATABASE " + database.name() + " TO \"Mover's\";",
      "GRANT USAGE, CREATE ON SCHEMA theirs TO \"Mover's\";",
      "GRANT " + owner + " TO \"Mover's\";",
      "GRANT TEMPORARY ON DATABASE " + database.name() + " TO \"Mover's\";",
      "GRANT USAGE ON LANGUAGE plpgsql TO \"Mover's\";"
    };
    assertThatThrownBy(() -> mover.requireRightsToFollow("theirs")).hasMessageContainingAll(grants);
    assertThatThrownBy(() -> mover.requireRightsToGoOn("theirs", List.of("sale", "absent")))
        .hasMessageContainingAll(grants[2], grants[3], grants[4])
        .hasMessageContaining("table theirs.sale: belongs to " + owner)
        .hasMessageNotContaining(grants[0]);

    // Roles of a cluster outlive the database, so none is made a member of the superuser here.
    execute("DROP SCHEMA crossfade CASCADE");
    execute("ALTER TABLE theirs.sale OWNER TO \"Mover's\"");
    for (String grant : grants) {
      if (!grant.contains("GRANT " + owner)) {
        execute(grant);
      }
    }
    mover.requireRightsToFollow("theirs");
    mover.requireRightsToGoOn("theirs", List.of("sale"));
  }

  @Test
  void pointsAtSettingsThatGetInTheWay() throws SQLException {
    execute("GRANT CREATE ON DATABASE " + database.name() + " TO \"Mover's\"");
    execute("ALTER ROLE \"Mover's\" SET statement_timeout = '5s'");
    execute("ALTER ROLE \"Mover's\" SET default_transaction_read_only = on");
    execute("ALTER ROLE \"Mover's\" CONNECTION LIMIT 2");

    assertThat(check("public"))
        .filteredOn(check -> !check.ok())
        .extracting(TargetRights.Check::name)
        .containsExactlyInAnyOrder(
            "writable", "schema public", "connections left", "statement_timeout");
  }

  @Test
  void saysThatCommitsMayBeLost() throws SQLException {
    try (Connection connection = Connector.to(TargetUrl.parse(database.url(), NOTHING)).open()) {
      assertThat(TargetRights.check(connection, "public"))
          .filteredOn(check -> check.name().equals("durability"))
          .singleElement()
          .matches(check -> !check.ok() && !check.required() && !check.advice().isEmpty());
    }
  }

  private TargetUrl mover() {
    String url = database.url();
    return TargetUrl.parse("postgresql://Mover's:p" + url.substring(url.indexOf('@')), NOTHING);
  }

  private List<TargetRights.Check> check(String schema) throws SQLException {
    try (Connection connection = Connector.to(mover()).open()) {
      return TargetRights.check(connection, schema).stream()
          // The scratch server does not sync, which is found each time.
          .filter(check -> !check.name().equals("durability"))
          .toList();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql.contains("; its") ? sql.substring(0, sql.indexOf(';')) : sql);
    }
  }
}

package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rights that a role lacks are named all at once, before anything is installed. */
final class LiveRightsTest {
  private static final Pattern GRANT = Pattern.compile("GRANT [^;]+;");

  @TempDir Path folder;

  private LiveFixture live;
  private String database;
  private String role;

  @BeforeEach
  void begin() throws Exception {
    live = new LiveFixture(folder, "shop");
    live.sqlite(LiveShop.numbered(500));
    database = live.rows("SELECT current_database()");
    role = "poor_" + database;
    live.target(
        "CREATE ROLE " + role + " LOGIN PASSWORD 'p'",
        "CREATE ROLE other_" + role + " LOGIN PASSWORD 'p'");
    live.target("CREATE SCHEMA shop", "REVOKE TEMPORARY ON DATABASE " + database + " FROM PUBLIC");
  }

  @AfterEach
  void end() throws Exception {
    for (String one : List.of("other_" + role, role)) {
      console(one).run("follow", live.file(), "--stop");
    }
    // Their last sessions end a moment after their processes, and drop temporary tables then.
    live.awaitRows(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND usename LIKE '%poor_%'",
        "0");
    live.target(
        "DROP SCHEMA IF EXISTS crossfade CASCADE",
        "DROP SCHEMA IF EXISTS shop CASCADE",
        "DROP OWNED BY " + role + ", other_" + role,
        "DROP ROLE " + role + ", other_" + role);
    live.close();
  }

  private Console console(String name) {
    String url = live.database().url();
    return new Console(folder, "postgresql://" + name + ":p" + url.substring(url.indexOf('@')));
  }

  /** Does what the message says. */
  private List<String> grant(Console.Result refused) throws Exception {
    List<String> grants =
        GRANT.matcher(refused.err()).results().map(m -> m.group()).distinct().toList();
    live.target(grants.toArray(String[]::new));
    return grants;
  }

  private String[] follow(String... more) {
    return Stream.concat(Stream.of("follow", live.file(), "--into", "shop"), Stream.of(more))
        .toArray(String[]::new);
  }

  @Test
  void allAreNamedByWhatGrantsThemAndThenItFollows() throws Exception {
    Console poor = console(role);
    Console.Result dry = poor.run(follow("--dry-run"));
    assertThat(dry.status()).as(dry.toString()).isEqualTo(1);
    Console.Result refused = poor.run(follow("--yes", "--detach"));
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("CF-3015").isEqualTo(dry.err());
    assertThat(live.cell("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%'"))
        .isEqualTo("0");
    assertThat(live.rows("SELECT to_regnamespace('crossfade')")).isNull();
    assertThat(grant(refused))
        .containsExactly(
            "GRANT CREATE ON DATABASE " + database + " TO " + role + ";",
            "GRANT USAGE, CREATE ON SCHEMA shop TO " + role + ";",
            "GRANT TEMPORARY ON DATABASE " + database + " TO " + role + ";");

    Console.Result followed = poor.run(follow("--yes", "--detach"));
    assertThat(followed.status()).as(followed.toString()).isZero();
    assertThat(live.rows("SELECT count(*) FROM shop.sale")).isEqualTo("500");
    assertThat(poor.run("follow", live.file(), "--stop").status()).isZero();

    // Who goes on as another role needs what the first one owns, and no right to make schemas.
    live.target("REVOKE CREATE ON DATABASE " + database + " FROM " + role);
    Console other = console("other_" + role);
    Console.Result strange = other.run(follow("--yes", "--detach"));
    assertThat(strange.err()).contains("CF-3015").contains("belong to " + role);
    assertThat(grant(strange)).contains("GRANT " + role + " TO other_" + role + ";");
    Console.Result goesOn = other.run(follow("--yes", "--detach"));
    assertThat(goesOn.status()).as(goesOn.toString()).isZero();
    live.sqlite("INSERT INTO customer (name) VALUES ('seen')");
    assertThat(other.run("verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(other.run("switch", "--yes", "--limit", "600").status()).isZero();
    assertThat(other.run("back", "--yes", "--limit", "600").status()).isZero();
  }
}

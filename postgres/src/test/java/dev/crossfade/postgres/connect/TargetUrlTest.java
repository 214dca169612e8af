package dev.crossfade.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {
  private static final Environment NOTHING = new Environment(Map.of(), "ada", Path.of("/nowhere"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://u:p@h:1/d          | u | p     | h:1             | d",
        "postgres://u:p@h/d              | u | p     | h:5432          | d",
        "POSTGRESQL://u@h/d              | u |       | h:5432          | d",
        "postgresql://h                  | ada |     | h:5432          | ada",
        "postgresql://                   | ada |     | localhost:5432  | ada",
        "postgresql:///d                 | ada |     | localhost:5432  | d",
        "postgresql://u@                 | u |       | localhost:5432  | u",
        "postgresql://u:@h/d             | u |       | h:5432          | d",
        "postgresql://u:p@[::1]:7/d      | u | p     | [::1]:7         | d",
        "postgresql://u:p@[2001:db8::2]/d | u | p    | [2001:db8::2]:5432 | d",
        "postgresql://u:p@a:1,b,c:3/d    | u | p     | a:1 b:5432 c:3  | d",
        "postgresql://u:p%40s%2F%3a@h/d  | u | p@s/: | h:5432          | d",
        "postgresql://u:a:b@h/d          | u | a:b   | h:5432          | d",
        "postgresql://u%C3%BC:p@h/d%20e  | uü | p    | h:5432          | d e",
        "postgresql://u:a+b@h/d          | u | a+b   | h:5432          | d",
        "postgresql://h/d?user=x&password=y%26 | x | y& | h:5432       | d",
        "postgresql://h/d?user=a@b       | a@b |     | h:5432          | d",
        "postgresql://h/d?host=g&port=9  | ada |     | g:9             | d",
        "postgresql://h?dbname=e         | ada |     | h:5432          | e",
        "jdbc:postgresql://h:2/d?user=x&password=y%2Bz+w | x | y+z w | h:2 | d",
        "jdbc:postgresql://h/d           | ada |     | h:5432          | d",
        "jdbc:postgresql:d?user=x        | x |       | localhost:5432  | d",
        "jdbc:postgresql://u:p@h/d       | u | p     | h:5432          | d",
      })
  void readsAllForms(String text, String user, String password, String hosts, String database) {
    TargetUrl url = TargetUrl.parse(text, NOTHING);

    assertThat(url.user()).isEqualTo(user);
    assertThat(url.password().orElse(null)).isEqualTo(password);
    assertThat(url.hosts().stream().map(HostPort::toString).toList())
        .containsExactly(hosts.split(" "));
    assertThat(url.database()).isEqualTo(database);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql://u:secret@h/d                   | the scheme at character 1",
        "u:secret@h/d                           | the scheme at character 1",
        "postgresql://u:secret@h:port/d         | the port at character 25",
        "postgresql://u:secret@h:0/d            | the port at character 25",
        "postgresql://u:secret@h:65536/d        | the port at character 25",
        "postgresql://u:secret@[::1/d           | the host at character 23",
        "postgresql://u:secret@[zz]/d           | the host at character 23",
        "postgresql://u:secret@[::1]x/d         | the port at character 28",
        "postgresql://u:se@secret@h/d           | the user or password at character 14",
        "postgresql://u:se/secret@h/d           | the user or password at character 14",
        "postgresql://u:se?secret@h/d           | the port at character 16",
        "postgresql://u:secret%4@h/d            | the password at character 16",
        "postgresql://u:secret%zz@h/d           | the password at character 16",
        "postgresql://u:secret%00@h/d           | the password at character 16",
        "postgresql://u:secret%ff@h/d           | the password at character 16",
        "postgresql://u:secret@h/d%x            | the database at character 25",
        "postgresql://u:secret@%2Ftmp/d         | the host at character 23",
        "postgresql://u:secret@h/d?sslmode=on   | the parameter at character 27",
        "postgresql://u:secret@h/d?sslmode      | the parameter at character 27",
        "postgresql://u:secret@h/d?sslmod=require | the parameter at character 27",
        "postgresql://u:secret@h/d?connect_timeout=soon | the parameter at character 27",
        "postgresql://u:secret@h/d?client_encoding=LATIN1 | the parameter at character 27",
      })
  void refusesAMalformedOneAtTheExactPartAndWithoutItsText(String text, String part) {
    assertThatThrownBy(() -> TargetUrl.parse(text, NOTHING))
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.CF_3002);
              assertThat(refused.detail()).startsWith(part + ":");
            })
        .message()
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:s%40cret@h:1/d",
        "postgresql://u%20v:%25@[::1]:1/d%2Fe",
        "postgresql://u:x@a:1,b:2/d?sslmode=require&options=-c%20search_path%3Dx",
      })
  void writesTheFormThatPsqlAccepts(String text) {
    TargetUrl url = TargetUrl.parse(text, NOTHING);

    assertThat(url.libpq()).isEqualTo(text);
    assertThat(TargetUrl.parse(url.libpq(), NOTHING).libpq()).isEqualTo(text);
  }

  @Test
  void leavesOutWhatPsqlWouldRefuse() {
    TargetUrl url =
        TargetUrl.parse(
            "jdbc:postgresql://h/d?user=u&password=p&prepareThreshold=0&ApplicationName=a",
            NOTHING);

    assertThat(url.libpq()).isEqualTo("postgresql://u:p@h:5432/d?application_name=a");
    assertThat(url.parameter("prepareThreshold")).contains("0");
  }

  @Test
  void neverPrintsThePassword() {
    TargetUrl url = TargetUrl.parse("postgresql://u:s3cret%40@h:1/d?sslpassword=s3cret", NOTHING);

    assertThat(url.toString()).isEqualTo("postgresql://u@h:1/d");
    assertThat(url.display()).isEqualTo("postgresql://u@h:1/d");
    assertThat(url.libpqWithoutPassword()).isEqualTo("postgresql://u@h:1/d");
    assertThat(new TargetChoice(TargetChoice.Origin.FLAG, java.util.Optional.of(url)).toString())
        .doesNotContain("s3cret");
    assertThat(UrlParser.parse("postgresql://u:s3cret@h:1/d").toString()).doesNotContain("s3cret");
  }

  @Test
  void takesFromTheEnvironmentWhatTheUrlLeavesOut() {
    Environment environment =
        new Environment(
            Map.of(
                "PGUSER", "grace",
                "PGHOST", "db.example",
                "PGPORT", "6000",
                "PGDATABASE", "shop",
                "PGPASSWORD", "s3cret",
                "PGSSLMODE", "require",
                "PGAPPNAME", "loader",
                "PGCONNECT_TIMEOUT", "3"),
            "ada",
            Path.of("/nowhere"));

    TargetUrl url = TargetUrl.parse("postgresql://", environment);

    assertThat(url.display()).isEqualTo("postgresql://grace@db.example:6000/shop");
    assertThat(url.password()).contains("s3cret");
    assertThat(url.passwordOrigin()).isEqualTo(Password.Origin.ENVIRONMENT);
    assertThat(url.parameters())
        .containsEntry("sslmode", "require")
        .containsEntry("application_name", "loader")
        .containsEntry("connect_timeout", "3");
    assertThat(url.libpq()).doesNotContain("s3cret");
    assertThat(environment.toString()).doesNotContain("s3cret");
  }

  @Test
  void letsTheUrlStandAboveTheEnvironment() {
    Environment environment =
        new Environment(
            Map.of("PGUSER", "x", "PGPASSWORD", "y", "PGSSLMODE", "require", "PGPORT", "1"),
            "ada",
            Path.of("/nowhere"));

    TargetUrl url = TargetUrl.parse("postgresql://u:p@h:2/d?sslmode=disable", environment);

    assertThat(url.user()).isEqualTo("u");
    assertThat(url.password()).contains("p");
    assertThat(url.passwordOrigin()).isEqualTo(Password.Origin.URL);
    assertThat(url.parameter("sslmode")).contains("disable");
    assertThat(url.hosts()).containsExactly(new HostPort("h", 2));
  }

  @Test
  void refusesABadVariableByItsName() {
    Environment environment =
        new Environment(Map.of("PGSSLMODE", "always"), "ada", Path.of("/nowhere"));

    assertThatThrownBy(() -> TargetUrl.parse("postgresql://h/d", environment))
        .hasMessageContaining("CF-3002")
        .hasMessageContaining("PGSSLMODE");
  }
}

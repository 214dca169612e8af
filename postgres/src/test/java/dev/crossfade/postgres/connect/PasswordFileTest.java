package dev.crossfade.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordFileTest {
  @TempDir Path home;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://u@h:1/d | one",
        "postgresql://u@h:2/d | by port",
        "postgresql://v@h:1/d | any of host h",
        "postgresql://u@[::1]:1/d | six",
        "postgresql://a%3Ab@g:1/d | co:lon",
        "postgresql://w@k:1/d | back\\slash",
        "postgresql://nobody@g:1/d | ",
      })
  void takesTheFirstLineThatFits(String text, String password) throws IOException {
    write(
        home.resolve(".pgpass"),
        "rw-------",
        """
        # h:1:d:u:comment
        h:1:d:u:one
        h:1:d:u:never
        h:2:*:*:by port
        h:*:*:*:any of host h
        \\:\\:1:1:d:u:six
        *:*:*:a\\:b:co:lon
        *:*:*:w:back\\\\slash
        """);

    TargetUrl url = TargetUrl.parse(text, environment(Map.of()));

    assertThat(url.password().orElse(null)).isEqualTo(password);
    assertThat(url.passwordOrigin())
        .isEqualTo(password == null ? Password.Origin.NONE : Password.Origin.FILE);
    assertThat(url.libpq()).doesNotContain(":" + password + "@");
  }

  @ParameterizedTest
  @CsvSource({"rw-r-----", "rw----r--", "rw--w----", "rwx-----x"})
  void ignoresAFileThatOthersMayUse(String permissions) throws IOException {
    write(home.resolve(".pgpass"), permissions, "*:*:*:*:secret\n");

    TargetUrl url = TargetUrl.parse("postgresql://u@h/d", environment(Map.of()));

    assertThat(url.password()).isEmpty();
    assertThat(url.passwordOrigin()).isEqualTo(Password.Origin.FILE_IGNORED);
  }

  @Test
  void findsTheFileByVariableAndByParameter() throws IOException {
    write(home.resolve(".pgpass"), "rw-------", "*:*:*:*:home\n");
    Path variable = write(home.resolve("variable"), "rw-------", "*:*:*:*:variable\n");
    Path parameter = write(home.resolve("parameter"), "rw-------", "*:*:*:*:parameter\n");
    Environment environment = environment(Map.of("PGPASSFILE", variable.toString()));

    assertThat(TargetUrl.parse("postgresql://u@h/d", environment).password()).contains("variable");
    assertThat(TargetUrl.parse("postgresql://u@h/d?passfile=" + parameter, environment).password())
        .contains("parameter");
  }

  @Test
  void standsBelowTheVariable() throws IOException {
    write(home.resolve(".pgpass"), "rw-------", "*:*:*:*:file\n");

    TargetUrl url =
        TargetUrl.parse("postgresql://u@h/d", environment(Map.of("PGPASSWORD", "variable")));

    assertThat(url.password()).contains("variable");
  }

  private Environment environment(Map<String, String> variables) {
    return new Environment(variables, "ada", home);
  }

  private static Path write(Path file, String permissions, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}

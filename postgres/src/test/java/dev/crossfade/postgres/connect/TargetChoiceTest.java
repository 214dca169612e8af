package dev.crossfade.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetChoiceTest {
  private static final Optional<String> FLAG = Optional.of("postgresql://u:s3cret@flag/d");
  private static final Optional<String> FILE = Optional.of("postgresql://u:s3cret@file/d");
  private static final Environment VARIABLE = environment("postgresql://u:s3cret@variable/d");
  private static final Environment NO_VARIABLE = environment("");

  @Test
  void putsFlagOverEnvironmentOverFileOverDefault() {
    assertThat(sentence(TargetChoice.of(FLAG, VARIABLE, FILE)))
        .isEqualTo("Target: postgresql://u@flag:5432/d (from --to)");
    assertThat(sentence(TargetChoice.of(Optional.empty(), VARIABLE, FILE)))
        .isEqualTo("Target: postgresql://u@variable:5432/d (from DATABASE_URL)");
    assertThat(sentence(TargetChoice.of(Optional.empty(), NO_VARIABLE, FILE)))
        .isEqualTo("Target: postgresql://u@file:5432/d (from crossfade.yaml)");
    assertThat(TargetChoice.of(Optional.empty(), NO_VARIABLE, Optional.empty()).isEmbedded())
        .isTrue();
  }

  @Test
  void namesTheEmbeddedServerAsTheDefault() {
    TargetUrl url = TargetUrl.parse("postgresql://crossfade:x@127.0.0.1:5/crossfade", NO_VARIABLE);

    assertThat(TargetChoice.of(Optional.empty(), NO_VARIABLE, Optional.empty()).sentence(url))
        .isEqualTo(
            "Target: postgresql://crossfade@127.0.0.1:5/crossfade (the embedded server, by default)");
  }

  @Test
  void saysWhoGaveAMalformedOne() {
    assertThatThrownBy(
            () -> TargetChoice.of(Optional.empty(), environment("postgresql://h:s3cret/"), FILE))
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CF_3002))
        .hasMessageContaining("from DATABASE_URL, the port at character 16")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void aFlagMayNameAVariable() {
    assertThat(sentence(TargetChoice.of(Optional.of("env:DATABASE_URL"), VARIABLE, FILE)))
        .isEqualTo("Target: postgresql://u@variable:5432/d (from --to)");
    assertThatThrownBy(() -> TargetChoice.of(Optional.of("env:NOT_SET"), VARIABLE, FILE))
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            missing -> assertThat(missing.code()).isEqualTo(ErrorCode.CF_3001))
        .hasMessageContaining("NOT_SET is not set");
  }

  @Test
  void theLibraryHasNoDefault() {
    assertThat(TargetChoice.fromEnvironment(VARIABLE).hosts().get(0).host()).isEqualTo("variable");
    assertThatThrownBy(() -> TargetChoice.fromEnvironment(NO_VARIABLE))
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            missing -> assertThat(missing.code()).isEqualTo(ErrorCode.CF_3001));
  }

  private static String sentence(TargetChoice choice) {
    return choice.sentence(choice.url().orElseThrow());
  }

  private static Environment environment(String url) {
    return new Environment(Map.of("DATABASE_URL", url), "ada", Path.of("/nowhere"));
  }
}

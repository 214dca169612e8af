package dev.crossfade.cli.surroundings;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.connect.TargetUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files that setup writes. None holds a password.
 *
 * @param source the source's path; empty for none
 * @param target the target; absent for the embedded server
 * @param schema the schema in the target
 */
record SetupFiles(String source, Optional<TargetUrl> target, String schema) {

  /** The text of {@code crossfade.yaml}. */
  String settings() {
    StringBuilder text = new StringBuilder("# Settings of Crossfade; see docs/reference.\n");
    if (!source.isEmpty()) {
      text.append("source: ").append(quoted(source)).append('\n');
    }
    text.append(
        "# A flag stands above the environment (DATABASE_URL), and that above this file.\n");
    target.ifPresentOrElse(
        url -> text.append("target: ").append(quoted(url.libpqWithoutPassword())).append('\n'),
        () -> text.append("# target: the embedded server\n"));
    return text.append("into: ").append(quoted(schema)).append('\n').toString();
  }

  /** The text of {@code .env.example}. */
  String example() {
    String url =
        target
            .map(TargetUrl::libpqWithoutPassword)
            .map(plain -> plain.replaceFirst("@", ":password@"))
            .orElse("postgresql://user:password@host:5432/database");
    return "# Copy to .env, which must stay out of version control, and load it with:\n"
        + "#   set -a; . ./.env; set +a\n"
        + (target.isEmpty() ? "# " : "")
        + "DATABASE_URL='"
        + url
        + "'\n";
  }

  static void write(Path file, String text) {
    try {
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new CrossfadeException(ErrorCode.CF_1107, file + ": " + failed, failed);
    }
  }

  /** A YAML string in single quotes. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}

package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.config.PlanYaml;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Plan files on the disk. */
final class PlanFiles {
  private PlanFiles() {}

  /** Reads a plan file; null when none is named. */
  static @Nullable Plan read(Session session, @Nullable String file) {
    if (file == null) {
      return null;
    }
    Path path = session.surroundings().resolve(file);
    try {
      return PlanYaml.read(Files.readString(path, StandardCharsets.UTF_8), file);
    } catch (NoSuchFileException e) {
      throw new CrossfadeException(ErrorCode.CF_1001, "there is no plan file " + file, e);
    } catch (IOException e) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, "the plan file " + file + " is unreadable", e);
    }
  }
}

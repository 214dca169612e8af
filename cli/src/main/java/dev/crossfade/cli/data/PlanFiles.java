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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plan files on the disk. A file may hold plans of several sources. */
public final class PlanFiles {
  private PlanFiles() {}

  /**
   * Reads the plan of a source; null when no file is named. The only plan of a file is taken
   * whatever it names as its source.
   *
   * @param source as the user gave it
   * @throws CrossfadeException CF-1001 when there are several, and none or more of this source
   */
  public static @Nullable Plan read(Session session, @Nullable String file, String source) {
    if (file == null) {
      return null;
    }
    List<Plan> all = readAll(session, file);
    if (all.size() == 1) {
      return all.get(0);
    }
    Path wanted = OpenSource.path(session, source);
    return all.stream()
        .filter(plan -> OpenSource.path(session, plan.source()).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new CrossfadeException(
                    ErrorCode.CF_1001,
                    file
                        + " has no plan of "
                        + source
                        + "; it has plans of "
                        + all.stream().map(Plan::source).collect(Collectors.joining(", "))));
  }

  /**
   * Reads all plans of a file.
   *
   * @throws CrossfadeException CF-1001 when two are of one source
   */
  public static List<Plan> readAll(Session session, String file) {
    Path path = session.surroundings().resolve(file);
    List<Plan> plans;
    try {
      plans = PlanYaml.readAll(Files.readString(path, StandardCharsets.UTF_8), file);
    } catch (NoSuchFileException e) {
      throw new CrossfadeException(ErrorCode.CF_1001, "there is no plan file " + file, e);
    } catch (IOException e) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, "the plan file " + file + " is unreadable", e);
    }
    Set<Path> sources = new HashSet<>();
    for (Plan plan : plans) {
      if (!sources.add(OpenSource.path(session, plan.source()))) {
        throw new CrossfadeException(
            ErrorCode.CF_1001, file + " has two plans of " + plan.source());
      }
    }
    return plans;
  }
}

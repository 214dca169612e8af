package dev.crossfade.postgres.embedded;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's programs {@code initdb}, {@code pg_ctl} and {@code postgres}, and how to run them.
 *
 * @param bin the directory that holds them
 * @param majorVersion of PostgreSQL, for example 18
 * @param user how they are run
 */
record Programs(Path bin, int majorVersion, Unprivileged user) {
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
  private static final int VERSION_WITH_BUILTIN_LOCALES = 17;
  private static final int VERSION_MIN = 14;

  /**
   * Finds programs that run here: those of the archive, else installed ones. Where data exist, they
   * are of the version that made the data.
   *
   * @throws CrossfadeException CF-3031 if there are none, CF-3033 if the archive cannot be
   *     unpacked, CF-3038 if there are none for the data
   */
  static Programs find(ServerDirectory directory, Unprivileged user) throws IOException {
    Optional<String> version = directory.dataVersion();
    StringBuilder tried = new StringBuilder("system " + Platform.name());
    StringBuilder others = new StringBuilder();
    for (Path bin : places(directory, user)) {
      Optional<Programs> programs = in(bin, user, directory.home(), tried);
      if (programs.isPresent()) {
        String found = Integer.toString(programs.get().majorVersion());
        if (version.isEmpty() || version.get().equals(found)) {
          return programs.get();
        }
        others.append(' ').append(found);
      }
    }
    if (version.isPresent() && !others.isEmpty()) {
      throw new CrossfadeException(
          ErrorCode.CF_3038,
          directory.data() + " is of version " + version.get() + ", here are only" + others);
    }
    throw new CrossfadeException(ErrorCode.CF_3031, tried.toString());
  }

  private static List<Path> places(ServerDirectory directory, Unprivileged user)
      throws IOException {
    List<Path> places = new ArrayList<>();
    Optional<URL> archive = Binaries.archive();
    if (archive.isPresent()) {
      places.add(Binaries.unpacked(archive.get(), cache(directory, user)).resolve("bin"));
      user.give(directory.home());
    }
    places.addAll(InstalledPostgres.directories());
    return places;
  }

  /** Runs one of the programs; the first word of the first part is its name. */
  @SafeVarargs
  final Command.Result run(Path directory, String input, List<String>... parts) throws IOException {
    List<String> command = new ArrayList<>();
    for (List<String> part : parts) {
      command.addAll(part);
    }
    command.set(0, bin.resolve(command.get(0)).toString());
    return user.run(command, directory, input);
  }

  /** What makes text order by code point, on every system and in every version the same. */
  List<String> localeOptions() {
    return majorVersion >= VERSION_WITH_BUILTIN_LOCALES
        ? List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        : List.of();
  }

  private static Optional<Programs> in(
      Path bin, Unprivileged user, Path directory, StringBuilder tried) {
    if (!Files.isExecutable(bin.resolve("initdb")) || !Files.isExecutable(bin.resolve("pg_ctl"))) {
      return Optional.empty();
    }
    try {
      Command.Result result =
          user.run(List.of(bin.resolve("postgres").toString(), "--version"), directory, "");
      Matcher version = VERSION.matcher(result.output());
      if (result.succeeded()
          && version.find()
          && Integer.parseInt(version.group(1)) >= VERSION_MIN) {
        return Optional.of(new Programs(bin, Integer.parseInt(version.group(1)), user));
      }
      tried.append("; ").append(bin).append(": ").append(result.output());
    } catch (IOException cannotRun) {
      tried.append("; ").append(bin).append(": ").append(cannotRun.getMessage());
    }
    return Optional.empty();
  }

  private static Path cache(ServerDirectory directory, Unprivileged user) {
    return user.owner().isPresent() ? directory.home() : UserCache.directory(directory.home());
  }
}

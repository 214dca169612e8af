package dev.crossfade.postgres.connect;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What surrounds a process: its variables and its user's name and home directory.
 *
 * @param variables the environment variables
 * @param userName the name of the user of the operating system
 * @param home the user's home directory
 */
public record Environment(Map<String, String> variables, String userName, Path home) {
  public Environment {
    variables = Map.copyOf(variables);
  }

  /** The surroundings of this process. */
  public static Environment system() {
    return new Environment(
        System.getenv(),
        System.getProperty("user.name", ""),
        Path.of(System.getProperty("user.home", "/")));
  }

  /** A variable; one that is set but blank counts as absent, as in libpq. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /** Without the values, some of which are passwords. */
  @Override
  public String toString() {
    return "Environment of " + userName;
  }
}

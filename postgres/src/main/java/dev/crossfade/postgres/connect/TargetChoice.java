package dev.crossfade.postgres.connect;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.Optional;

/**
 * Which target is meant, and who said so. A flag stands above the environment, the environment
 * above {@code crossfade.yaml}, and that above the embedded server.
 *
 * @param origin who said so
 * @param url the URL that was given; absent for the embedded server, whose URL is known when it
 *     runs
 */
public record TargetChoice(Origin origin, Optional<TargetUrl> url) {
  private static final String VARIABLE = "DATABASE_URL";
  private static final String BY_NAME = "env:";

  /** Who chose a target. */
  public enum Origin {
    /** Nobody: the embedded server. */
    DEFAULT("the embedded server, by default"),
    /** The variable DATABASE_URL. */
    ENVIRONMENT("from DATABASE_URL"),
    /** The file crossfade.yaml. */
    FILE("from crossfade.yaml"),
    /** The option --to. */
    FLAG("from --to");

    private final String words;

    Origin(String words) {
      this.words = words;
    }
  }

  /**
   * Chooses.
   *
   * @param flag the value of {@code --to}, see {@link #flag}
   * @param file the value of {@code target:} in {@code crossfade.yaml}
   * @throws CrossfadeException CF-3001 if a variable named by the flag is missing, CF-3002 if the
   *     URL that wins is malformed; the others are not read
   */
  public static TargetChoice of(
      Optional<String> flag, Environment environment, Optional<String> file) {
    if (flag.isPresent()) {
      return chosen(Origin.FLAG, flag(flag.get(), environment), environment);
    }
    Optional<String> variable = environment.variable(VARIABLE);
    if (variable.isPresent()) {
      return chosen(Origin.ENVIRONMENT, variable.get(), environment);
    }
    return file.map(given -> chosen(Origin.FILE, given, environment))
        .orElseGet(() -> new TargetChoice(Origin.DEFAULT, Optional.empty()));
  }

  /**
   * What is meant by {@code --to}: {@code env:NAME} stands for the content of a variable, since
   * everybody on a machine can read the arguments of a process, and only its owner the environment.
   *
   * @throws CrossfadeException CF-3001 if that variable is missing
   */
  public static String flag(String given, Environment environment) {
    if (!given.startsWith(BY_NAME)) {
      return given;
    }
    String name = given.substring(BY_NAME.length());
    return environment
        .variable(name)
        .orElseThrow(() -> new CrossfadeException(ErrorCode.CF_3001, name + " is not set"));
  }

  /**
   * The target that DATABASE_URL names, for programs that use the library: they have no default.
   *
   * @throws CrossfadeException CF-3001 if the variable is missing, CF-3002 if it is malformed
   */
  public static TargetUrl fromEnvironment(Environment environment) {
    return environment
        .variable(VARIABLE)
        .map(given -> chosen(Origin.ENVIRONMENT, given, environment))
        .flatMap(TargetChoice::url)
        .orElseThrow(() -> new CrossfadeException(ErrorCode.CF_3001, VARIABLE + " is not set"));
  }

  /** Whether the embedded server is meant, which must be started first. */
  public boolean isEmbedded() {
    return origin == Origin.DEFAULT;
  }

  /**
   * The sentence that a command prints before it touches the target.
   *
   * @param target the URL given, or the embedded server's
   */
  public String sentence(TargetUrl target) {
    return "Target: " + target.display() + " (" + origin.words + ")";
  }

  private static TargetChoice chosen(Origin origin, String url, Environment environment) {
    try {
      return new TargetChoice(origin, Optional.of(TargetUrl.parse(url, environment)));
    } catch (CrossfadeException malformed) {
      throw new CrossfadeException(
          malformed.code(), origin.words + ", " + malformed.detail(), malformed);
    }
  }
}

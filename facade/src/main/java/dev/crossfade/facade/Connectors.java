package dev.crossfade.facade;

import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.postgres.connect.Connector;
import dev.crossfade.postgres.connect.Environment;
import dev.crossfade.postgres.connect.TargetChoice;
import dev.crossfade.postgres.connect.TargetUrl;
import java.nio.file.Path;

/** The way to the database that settings name. */
final class Connectors {
  private Connectors() {}

  /**
   * Connects to nothing yet.
   *
   * @throws dev.crossfade.core.error.CrossfadeException when the URL is missing or is none
   */
  static Connector of(CrossfadeSettings settings) {
    Environment environment =
        new Environment(
            System.getenv(),
            System.getProperty("user.name", ""),
            Path.of(System.getProperty("user.home", "")));
    String target = settings.target();
    return Connector.to(
        target == null
            ? TargetChoice.fromEnvironment(environment)
            : TargetUrl.parse(target, environment));
  }
}

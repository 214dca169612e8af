package dev.crossfade.cli.target;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.SettingsFile;
import dev.crossfade.cli.frame.Surroundings;
import dev.crossfade.core.setting.Setting;
import dev.crossfade.core.setting.Settings;
import dev.crossfade.postgres.connect.Connector;
import dev.crossfade.postgres.connect.Environment;
import dev.crossfade.postgres.connect.TargetChoice;
import dev.crossfade.postgres.connect.TargetUrl;
import dev.crossfade.postgres.embedded.EmbeddedServer;
import dev.crossfade.postgres.embedded.Running;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The target that a command works on, chosen and announced; the embedded server runs.
 *
 * @param choice who chose it
 * @param url its address
 */
public record ChosenTarget(TargetChoice choice, TargetUrl url) {

  /** Chooses without starting or saying anything. */
  public static TargetChoice choice(Session session, TargetOptions options) {
    Surroundings surroundings = session.surroundings();
    return TargetChoice.of(
        Optional.ofNullable(options.to),
        environment(surroundings),
        Optional.ofNullable(SettingsFile.read(surroundings).get(Setting.TARGET))
            .map(Settings.Given::text));
  }

  /** Chooses, starts the embedded server if it is meant, and says which target it is. */
  public static ChosenTarget open(Session session, TargetOptions options) {
    TargetChoice choice = choice(session, options);
    TargetUrl url = choice.url().orElseGet(() -> embedded(session));
    session.note(choice.sentence(url));
    return new ChosenTarget(choice, url);
  }

  /** The embedded server of the directory that the user stands in. */
  public static EmbeddedServer server(Surroundings surroundings) {
    return EmbeddedServer.in(surroundings.directory());
  }

  /** The URL of a server that runs. */
  static TargetUrl url(Running running) {
    return TargetUrl.parse(
        running.url(), new Environment(java.util.Map.of(), "", Path.of("/nonexistent")));
  }

  /** The environment as the PostgreSQL module sees it. */
  public static Environment environment(Surroundings surroundings) {
    return new Environment(
        surroundings.environment(),
        System.getProperty("user.name", ""),
        Path.of(surroundings.environment().getOrDefault("HOME", System.getProperty("user.home"))));
  }

  /** Opens connections to it. */
  public Connector connector() {
    return Connector.to(url);
  }

  private static TargetUrl embedded(Session session) {
    EmbeddedServer server = server(session.surroundings());
    Optional<Running> before = server.running();
    if (before.isEmpty()) {
      session.note("Starting the embedded PostgreSQL in " + server.home() + ".");
    }
    return url(before.orElseGet(server::start));
  }
}

package dev.crossfade.examples.memory;

import dev.crossfade.core.error.CrossfadeException;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.util.function.Consumer;

/** The server: its handlers over a memory. */
final class MemoryApp implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Javalin javalin;

  private MemoryApp(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Starts it, on the loopback address only.
   *
   * @param port 0 for any that is free
   * @param more routes beyond those of the application
   */
  static MemoryApp start(Memory memory, int port, Consumer<RoutesConfig> more) {
    Sessions sessions = new Sessions(memory);
    Projects projects = new Projects(memory);
    Collab collab = new Collab(memory, sessions, projects);
    collab.clearUp();
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.exception(CrossfadeException.class, Failures::answer);
              config.routes.get("/", context -> Answers.found(context, memory.find("welcome")));
              sessions.addTo(config.routes);
              projects.addTo(config.routes);
              new Learning(memory).addTo(config.routes);
              new Tags(memory).addTo(config.routes);
              new EmbedTokens(memory).addTo(config.routes);
              collab.addTo(config.routes);
              more.accept(config.routes);
            });
    return new MemoryApp(javalin.start(LOOPBACK, port));
  }

  /** Where it listens. */
  String url() {
    return "http://" + LOOPBACK + ":" + javalin.port();
  }

  /** Answers what was asked, then ends. */
  @Override
  public void close() {
    javalin.stop();
  }
}

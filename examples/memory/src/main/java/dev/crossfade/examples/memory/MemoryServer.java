package dev.crossfade.examples.memory;

import dev.crossfade.config.Settings;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.ops.Event;
import dev.crossfade.facade.Crossfade;
import dev.crossfade.facade.CrossfadeOptions;
import dev.crossfade.facade.CrossfadeStore;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The server as a process: {@code --port 7070 --settings crossfade.yaml}. It says where it listens
 * when it does, and ends on SIGTERM or SIGINT with everything written.
 */
public final class MemoryServer {
  private MemoryServer() {}

  /** Starts it. */
  public static void main(String[] arguments) {
    int port = 7070;
    Path settings = Path.of("crossfade.yaml");
    for (int i = 0; i < arguments.length; i += 2) {
      String value = i + 1 < arguments.length ? arguments[i + 1] : "";
      switch (arguments[i]) {
        case "--port" -> port = Integer.parseInt(value);
        case "--settings" -> settings = Path.of(value);
        default -> {
          System.err.println("usage: [--port 7070] [--settings crossfade.yaml]");
          System.exit(2);
        }
      }
    }
    try {
      run(port, settings);
    } catch (CrossfadeException e) {
      System.err.println(e.getMessage() + "\n" + e.code().advice());
      System.exit(1);
    }
  }

  private static void run(int port, Path settings) {
    CrossfadeOptions options = CrossfadeOptions.DEFAULT.withEvents(MemoryServer::tell);
    Crossfade crossfade = Crossfade.open(Settings.load(settings, System.getenv()), options);
    try {
      CrossfadeStore store = crossfade.store("memory");
      Admin admin = new Admin(store);
      MemoryApp app = MemoryApp.start(new MovingMemory(store), port, admin::addTo);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(app, crossfade), "end"));
      System.out.println("listening on " + app.url());
    } catch (RuntimeException e) {
      crossfade.close();
      throw e;
    }
  }

  /** Requests first, then what they write to. */
  private static void end(MemoryApp app, Crossfade crossfade) {
    app.close();
    crossfade.close();
  }

  private static void tell(Event event) {
    if (event instanceof Event.Note note) {
      System.err.println(Instant.now() + " " + note.text());
    }
  }
}

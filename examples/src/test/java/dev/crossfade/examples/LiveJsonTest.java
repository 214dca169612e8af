package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every live command prints one JSON document, and changes nothing when it is only tried. */
@Execution(ExecutionMode.CONCURRENT)
final class LiveJsonTest {
  @TempDir Path folder;

  @Test
  void oneDocumentEach() throws Exception {
    LiveFixture live = new LiveFixture(folder);
    try (live) {
      live.sqlite(
          "PRAGMA journal_mode=WAL",
          "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
          "INSERT INTO item VALUES (1, 'one')");
      json(live, 0, "follow", live.file(), "--into", "app", "--dry-run");
      assertOneDocument(live.detach("--json"));
      json(live, 0, "verify", "--live");
      String before = live.run(0, "events", "--json").out();
      json(live, 0, "status");
      json(live, 0, "stage");
      json(live, 0, "stage", "LEGACY_ONLY", "--dry-run");
      json(live, 0, "switch", "--dry-run");
      json(live, 0, "switch", "cancel", "--dry-run");
      json(live, 0, "pause", "--dry-run");
      json(live, 0, "resume", "--dry-run");
      json(live, 0, "throttle", "--rows", "5", "--dry-run");
      json(live, 0, "throttle", "off", "--dry-run");
      json(live, 0, "repair", "item:1", "--dry-run");
      json(live, 0, "dead-keys", "--accept", "item:1", "--reason", "a test", "--dry-run");
      json(live, 0, "retire", "--dry-run");
      assertThat(live.run(0, "events", "--json").out()).isEqualTo(before);
      json(live, 0, "pause");
      json(live, 0, "resume");
      json(live, 0, "throttle", "--rows", "5000");
      json(live, 0, "throttle", "off");
      json(live, 0, "repair", "item:1");
      json(live, 0, "dead-keys");
      json(live, 0, "switch", "cancel");
      json(live, 0, "switch", "--yes");
      json(live, 0, "stage", "NEW_ONLY", "--yes");
      json(live, 0, "back", "--dry-run");
      json(live, 0, "back", "--yes");
      json(live, 0, "events", "--last", "3");
      json(live, 0, "retire", "--yes");
    }
  }

  private static void json(LiveFixture live, int status, String... arguments) throws Exception {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    assertOneDocument(live.run(status, all));
  }

  private static void assertOneDocument(Console.Result result) throws IOException {
    assertThat(isOneDocument(result.out())).as(result.toString()).isTrue();
  }

  private static boolean isOneDocument(String text) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    }
  }
}

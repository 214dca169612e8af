package dev.crossfade.examples.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.facade.Crossfade;
import dev.crossfade.files.store.FileStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients see: the same over a plain file as over a memory that may move. */
final class MemoryAppTest {
  private static final String USER =
      "{\"user\": \"ann\", \"name\": \"Ann\", \"color\": \"teal\", \"avatar\": \"ann.png\"}";

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void servesItsFileAsItDidBeforeItBeganToMove() throws Exception {
    Path file = seed();
    try (FileStore store = FileStore.open(file);
        MemoryApp app = MemoryApp.start(new FileMemory(store), 0, routes -> {})) {
      useEverything(app.url());
    }
    assertThat(Files.readString(file)).contains("\"project/garden\"", "\"welcome\"");
  }

  @Test
  void servesTheSameFileWhileNoDatabaseAnswers() throws Exception {
    Path file = seed();
    CrossfadeSettings settings =
        CrossfadeSettings.of("postgresql://nobody:nothing@127.0.0.1:9/none")
            .with(StoreSettings.edn("memory", file));
    try (Crossfade crossfade = Crossfade.open(settings)) {
      MovingMemory memory = new MovingMemory(crossfade.store("memory"));
      Admin admin = new Admin(crossfade.store("memory"));
      try (MemoryApp app = MemoryApp.start(memory, 0, admin::addTo)) {
        useEverything(app.url());
        assertThat(send(app.url(), "GET", "/health", "").body()).contains("\"connected\":false");
        assertThat(send(app.url(), "POST", "/admin/advance", "").statusCode()).isEqualTo(400);
        assertThat(crossSite(app.url()).statusCode()).isEqualTo(403);
      }
    }
    assertThat(Files.readString(file)).contains("\"project/garden\"", "\"welcome\"");
  }

  private Path seed() throws IOException {
    return Files.copy(Path.of("memory.edn"), folder.resolve("memory.edn"));
  }

  private void useEverything(String url) throws Exception {
    assertThat(send(url, "GET", "/", "").body()).isEqualTo("\"Notes for everybody.\"");
    assertThat(send(url, "GET", "/projects/garden", "").body())
        .contains("\"project/name\":\"Garden\"", "\"note/text\":\"Rain barrel first.\"");
    assertThat(send(url, "GET", "/projects/none", "").statusCode()).isEqualTo(404);
    assertThat(send(url, "PUT", "/projects/garden", "no JSON").statusCode()).isEqualTo(400);
    assertThat(send(url, "PUT", "/projects/none/notes/a", "{\"text\": \"\", \"user\": \"ann\"}"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(404);
    assertThat(send(url, "GET", "/projects/garden/summary", "").body())
        .isEqualTo("{\"cache/version\":2,\"cache/notes\":2,\"cache/words\":8}");

    send(url, "PUT", "/learning/ann-sets", learned("ann"));
    assertThat(send(url, "GET", "/learning?user=ann", "").body())
        .contains("ann-sets", "ann-closures")
        .doesNotContain("ben-macros");
    assertThat(send(url, "DELETE", "/learning/ann-sets", "").statusCode()).isEqualTo(204);
    assertThat(send(url, "DELETE", "/learning/ann-sets", "").statusCode()).isEqualTo(404);

    send(url, "PUT", "/tags/outdoors/park", "");
    assertThat(send(url, "GET", "/tags/outdoors", "").body()).contains("garden", "park");
    send(url, "DELETE", "/tags/outdoors/park", "");
    assertThat(send(url, "GET", "/tags/outdoors", "").body()).isEqualTo("[\"garden\"]");

    String token = member(send(url, "POST", "/projects/garden/embed-tokens", "").body(), "token");
    assertThat(send(url, "GET", "/embed/" + token, "").body()).contains("Garden");
    send(url, "DELETE", "/embed/" + token, "");
    assertThat(send(url, "GET", "/embed/" + token, "").statusCode()).isEqualTo(404);

    editTogether(url, member(send(url, "POST", "/session", USER).body(), "session"));
  }

  private static String learned(String user) {
    return "{\"user\": \"" + user + "\", \"topic\": \"sets\", \"score\": 1}";
  }

  /** Two connections to a project: what one writes comes to both. */
  private void editTogether(String url, String session) throws Exception {
    Heard one = new Heard();
    Heard other = new Heard();
    WebSocket first = connect(url, session, one);
    one.await("joined");
    WebSocket second = connect(url, session, other);
    other.await("joined");
    first.sendText("{\"note\": \"paths\", \"text\": \"Gravel.\"}", true).get();
    assertThat(one.await("Gravel.")).isEqualTo(other.await("Gravel.")).contains("\"version\":3");
    assertThat(send(url, "GET", "/projects/garden", "").body()).contains("Gravel.");
    assertThat(send(url, "GET", "/presence/garden", "").body()).contains("\"user/joined-at\"");

    second.sendClose(WebSocket.NORMAL_CLOSURE, "").get();
    first.sendText("{\"note\": \"paths\", \"text\": \"Bark.\"}", true).get();
    one.await("Bark.");
    first.abort();
  }

  private WebSocket connect(String url, String session, Heard heard) throws Exception {
    URI uri = URI.create(url.replace("http:", "ws:") + "/collab/garden?session=" + session);
    return http.newWebSocketBuilder().buildAsync(uri, heard).get();
  }

  /** What came over a connection. */
  private static final class Heard implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      texts.add(text.toString());
      socket.request(1);
      return null;
    }

    /** The first text from now that holds something; the limit bounds hangs only. */
    String await(String part) throws InterruptedException {
      String text;
      do {
        text = texts.poll(2, TimeUnit.MINUTES);
        assertThat(text).as("a text with " + part).isNotNull();
      } while (!text.contains(part));
      return text;
    }
  }

  private static String member(String json, String name) {
    return json.replaceAll(".*\"" + name + "\":\"([^\"]*)\".*", "$1");
  }

  private HttpResponse<String> send(String url, String method, String path, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** What a page of another site would send. */
  private HttpResponse<String> crossSite(String url) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + "/admin/advance?pattern="))
            .header("Origin", "http://elsewhere.example")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}

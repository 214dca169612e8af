package dev.crossfade.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import dev.crossfade.spring.sample.NotesApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The sample, started as it is, moves its notes by the endpoint. */
class NotesApplicationTest {
  private static final Path PAGE = Path.of("../docs/guide/spring-boot.md");
  private static final Path SAMPLE =
      Path.of("src/test/java/dev/crossfade/spring/sample/NotesApplication.java");

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  private ConfigurableApplicationContext start(ScratchDatabase database, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=0");
    arguments.add("--crossfade.target=" + database.url());
    arguments.add("--crossfade.stores.notes.edn=" + folder.resolve("notes.edn"));
    arguments.add("--crossfade.stores.notes.write-limit=1m");
    arguments.add("--crossfade.stores.notes.patterns[0].pattern=note/{id}");
    arguments.add("--crossfade.stores.notes.patterns[0].table=note");
    arguments.add("--management.endpoints.web.exposure.include=*");
    arguments.add("--management.endpoint.health.show-details=always");
    arguments.addAll(List.of(more));
    return SpringApplication.run(NotesApplication.class, arguments.toArray(String[]::new));
  }

  private static URI uri(ConfigurableApplicationContext context, String path) {
    String port = context.getEnvironment().getProperty("local.server.port");
    return URI.create("http://localhost:" + port + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String get(ConfigurableApplicationContext context, String path) {
    return send(HttpRequest.newBuilder(uri(context, path))).body();
  }

  private void write(ConfigurableApplicationContext context, String id, String text) {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(text);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(context, "/notes/" + id));
    assertThat(send(request.PUT(body).header("Content-Type", "text/plain")).statusCode())
        .isEqualTo(200);
  }

  private HttpResponse<String> move(ConfigurableApplicationContext context, String to) {
    String body = "{\"pattern\": \"note/{id}\", \"to\": \"" + to + "\"}";
    return send(
        HttpRequest.newBuilder(uri(context, "/actuator/crossfade/notes"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json"));
  }

  @Test
  void movesItsNotesWhileItRuns() {
    try (ScratchDatabase database = ScratchServer.createDatabase()) {
      try (ConfigurableApplicationContext context =
          start(database, "--management.endpoint.crossfade.access=unrestricted")) {
        write(context, "1", "first");
        assertThat(move(context, "back").statusCode()).isEqualTo(409);
        assertThat(move(context, "forth").statusCode()).isEqualTo(200);
        Conditions.await(
            "the copy is complete",
            () -> get(context, "/actuator/crossfade/notes").contains("\"DUAL_WRITE\""));
        write(context, "2", "second");
        assertThat(get(context, "/actuator/crossfade"))
            .contains("\"keys\":2")
            .doesNotContain("note/1")
            .doesNotContain("second");
        assertThat(move(context, "forth").body()).contains("SHADOW_READ");
        assertThat(get(context, "/notes/2")).isEqualTo("second");
        HttpResponse<String> shut = move(context, "forth");
        assertThat(shut.statusCode()).isEqualTo(409);
        assertThat(shut.body()).contains("CF-6004");
        Conditions.await(
            "health knows it", () -> get(context, "/actuator/health").contains("\"SHADOW_READ\""));
        assertThat(get(context, "/actuator/metrics/crossfade.operations"))
            .contains("crossfade.operations");
      }
      try (ConfigurableApplicationContext context = start(database)) {
        assertThat(get(context, "/notes/2")).isEqualTo("second");
        assertThat(move(context, "back").statusCode()).isEqualTo(405);
        assertThat(get(context, "/actuator/env")).doesNotContain(password(database));
        assertThat(get(context, "/actuator/configprops")).doesNotContain(password(database));
        assertThat(get(context, "/actuator/beans")).doesNotContain(password(database));
      }
    }
  }

  private static String password(ScratchDatabase database) {
    return URI.create(database.url()).getUserInfo().split(":", 2)[1];
  }

  @Test
  void standsOnThePage() throws IOException {
    List<String> lines = Files.readAllLines(SAMPLE);
    List<String> region =
        lines.subList(
            lines.indexOf("// tag::application") + 1, lines.indexOf("// end::application"));
    assertThat(Files.readString(PAGE)).contains("```java\n" + String.join("\n", region) + "\n```");
  }
}

package dev.crossfade.examples.memory.scenario;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.PlainJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whoever runs the server: looks how it is, and moves its memory. */
final class Operator {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int LEAST_ERROR = 400;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Supplier<URI> server;

  Operator(Supplier<URI> server) {
    this.server = server;
  }

  /** Where a pattern is. */
  String stage(String pattern) {
    return text(of(pattern), "stage");
  }

  /** How many changed keys of a pattern the other store does not have yet; -1 when unknown. */
  long waiting(String pattern) {
    return member(of(pattern), "waiting") instanceof Document.Int number ? number.value() : -1;
  }

  /** How many reads of a pattern were found different. */
  long differingReads(String pattern) {
    return member(of(pattern), "differingReads") instanceof Document.Int number
        ? number.value()
        : -1;
  }

  /** Whether the server reaches the database. */
  boolean isConnected() {
    return new Document.Bool(true).equals(member(member(health(), "database"), "connected"));
  }

  /** How the server is. */
  Document health() {
    return PlainJson.read(send("GET", "/health").body());
  }

  private @Nullable Document of(String pattern) {
    if (member(health(), "patterns") instanceof Document.VectorOf patterns) {
      for (Document one : patterns.elements()) {
        if (text(one, "pattern").equals(pattern)) {
          return one;
        }
      }
    }
    throw new AssertionError("there is no pattern " + pattern);
  }

  /** Takes a pattern on to a stage. A gate that is shut is verified for, or waited for. */
  void advance(String pattern, String stage) {
    begin(pattern);
    Await.until(
        () -> pattern + " is copied; " + look(), () -> !stage(pattern).equals("LEGACY_ONLY"));
    String now = stage(pattern);
    while (!now.equals(stage)) {
      if (now.equals("SHADOW_READ")) {
        verify(pattern);
      }
      now = step("advance", pattern);
    }
  }

  /** Takes a pattern back to the file. */
  void back(String pattern) {
    step("back", pattern);
  }

  /** Takes a pattern one stage on or back; the stage where it is then. */
  private String step(String action, String pattern) {
    String[] answer = {""};
    Await.until(
        () -> action + " of " + pattern + ", but " + answer[0] + "; " + look(),
        () -> {
          answer[0] = post(action, pattern);
          return !text(PlainJson.read(answer[0]), "stage").isEmpty();
        });
    return text(PlainJson.read(answer[0]), "stage");
  }

  private String look() {
    return PlainJson.write(health());
  }

  /** Begins to move a pattern, unless it is under way. */
  void begin(String pattern) {
    post("enable", pattern);
  }

  /** Compares every key of a pattern in both stores; the answer, which says what differs. */
  Document verify(String pattern) {
    return PlainJson.read(post("verify", pattern));
  }

  /** Compares, and fails when anything differs. */
  void requireEqual(String pattern) {
    Document answer = verify(pattern);
    if (!new Document.Int(0).equals(member(answer, "differences"))) {
      throw new AssertionError(pattern + ": " + PlainJson.write(answer));
    }
  }

  /** Walks a test key through every stage. */
  void selfTest() {
    HttpResponse<String> answer = send("POST", "/admin/self-test");
    if (answer.statusCode() >= LEAST_ERROR) {
      throw new AssertionError("the self-test: " + answer.body());
    }
  }

  private String post(String action, String pattern) {
    String name = URLEncoder.encode(pattern, StandardCharsets.UTF_8);
    return send("POST", "/admin/" + action + "?pattern=" + name).body();
  }

  private HttpResponse<String> send(String method, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(server.get().resolve(path))
            .timeout(LIMIT)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static @Nullable Document member(@Nullable Document value, String name) {
    Map<Document, Document> members =
        value instanceof Document.MapOf map ? map.entries() : Map.of();
    return members.get(new Document.Text(name));
  }

  private static String text(@Nullable Document value, String name) {
    return member(value, name) instanceof Document.Text text ? text.value() : "";
  }
}

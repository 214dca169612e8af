package dev.crossfade.examples.memory.load;

import dev.crossfade.examples.memory.load.Answer.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

/** Sends requests, and tells what is known of them when the server or the connection dies. */
final class Client {
  // Bounds hangs only: whoever gives up a request does not know what becomes of it.
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int LEAST_ERROR = 400;
  private static final int LEAST_FAILURE = 500;
  private static final int UNAVAILABLE = 503;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();
  private final Supplier<URI> server;

  /**
   * @param server where it is now; asked for each request
   */
  Client(Supplier<URI> server) {
    this.server = server;
  }

  HttpClient http() {
    return http;
  }

  URI server() {
    return server.get();
  }

  /** Sends a request without a body. */
  Answer send(String method, String path) {
    return send(method, path, HttpRequest.BodyPublishers.noBody());
  }

  /** Sends a request with JSON. */
  Answer send(String method, String path, String json) {
    return send(method, path, HttpRequest.BodyPublishers.ofString(json));
  }

  private Answer send(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(server().resolve(path)).timeout(LIMIT).method(method, body).build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      boolean stale = response.headers().firstValue("Crossfade-Stale").isPresent();
      return new Answer(outcome(response), response.statusCode(), response.body(), stale);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return Answer.none(Outcome.REFUSED);
    } catch (IOException e) {
      return Answer.none(Outcome.UNKNOWN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.none(Outcome.UNKNOWN);
    }
  }

  private static Outcome outcome(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status < LEAST_ERROR) {
      return Outcome.DONE;
    }
    return status < LEAST_FAILURE || status == UNAVAILABLE ? Outcome.REFUSED : Outcome.UNKNOWN;
  }
}

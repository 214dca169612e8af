package dev.crossfade.examples.memory.load;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.PlainJson;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.examples.memory.load.Answer.Outcome;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who edits the notes of a project over a WebSocket, one edit at a time: an edit is
 * acknowledged when it comes back. Connects when there is something to say. For one thread.
 */
final class Editor implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Client client;
  private final String project;
  private final String session;
  private @Nullable Connection connection;

  /**
   * @param session the session that it makes for itself
   */
  Editor(Client client, String project, String session) {
    this.client = client;
    this.project = project;
    this.session = session;
  }

  /** Edits a note, and waits until the server has it. */
  Answer edit(String note, String text) {
    Connection open = connection;
    if (open == null || open.closed.isDone()) {
      open = connect();
      connection = open;
    }
    return open == null ? Answer.none(Outcome.REFUSED) : open.edit(note, text);
  }

  private @Nullable Connection connect() {
    Answer begun =
        client.send("PUT", "/session/" + session, Places.Session.user(session, "Editor"));
    if (!begun.isDone()) {
      return null;
    }
    URI server = client.server();
    URI uri =
        URI.create("ws://" + server.getAuthority() + "/collab/" + project + "?session=" + session);
    Connection made = new Connection();
    try {
      made.socket =
          client.http().newWebSocketBuilder().connectTimeout(LIMIT).buildAsync(uri, made).join();
      return made;
    } catch (CompletionException e) {
      return null;
    }
  }

  @Override
  public void close() {
    Connection open = connection;
    if (open != null && open.socket != null) {
      open.socket.abort();
    }
  }

  /** A connection, and the edit that is under way on it. */
  private static final class Connection implements WebSocket.Listener {
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private volatile @Nullable WebSocket socket;
    private volatile Pending pending = new Pending("", "");

    Answer edit(String note, String value) {
      Pending mine = new Pending(note, value);
      pending = mine;
      var unused = closed.whenComplete((any, failure) -> mine.outcome.complete(Outcome.UNKNOWN));
      WebSocket open = socket;
      if (open == null) {
        return Answer.none(Outcome.REFUSED);
      }
      String json = "{\"note\": \"" + note + "\", \"text\": \"" + value + "\"}";
      try {
        open.sendText(json, true).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return Answer.none(mine.outcome.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
      } catch (ExecutionException | TimeoutException e) {
        closed.complete(true);
        open.abort();
        return Answer.none(Outcome.UNKNOWN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Answer.none(Outcome.UNKNOWN);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        pending.hear(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      closed.complete(true);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.complete(true);
    }
  }

  /** An edit that waits for its answer. */
  private record Pending(String note, String value, CompletableFuture<Outcome> outcome) {
    Pending(String note, String value) {
      this(note, value, new CompletableFuture<>());
    }

    /** Hears what the server sends; it is the answer, or of something else. */
    void hear(String json) {
      Document heard = read(json);
      if (!note.equals(Answer.text(heard, "note"))) {
        return;
      }
      String failed = Answer.text(heard, "failure", "outcome");
      if (failed != null) {
        outcome.complete(failed.equals("refused") ? Outcome.REFUSED : Outcome.UNKNOWN);
      } else if (value.equals(Answer.text(heard, "text"))) {
        outcome.complete(Outcome.DONE);
      }
    }

    private static @Nullable Document read(String json) {
      try {
        return PlainJson.read(json);
      } catch (CrossfadeException e) {
        return null;
      }
    }
  }
}

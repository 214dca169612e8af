package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.store.StoreEntry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsMessageContext;
import java.util.Map;

/**
 * People at work on one project, over a WebSocket: {@code /collab/{project}?session=ID}. Each edit,
 * <code>{"note": "beds", "text": "Four beds."}</code>, becomes a note of the project, and goes to
 * everybody there, its author included, once it is kept. One that is not kept goes back to its
 * author with the reason.
 *
 * <p>Who is there stands in {@code presence/{id}} for those who ask. The live channel itself is no
 * value; {@code collab-session/{id}} tells that there is one, and only as long as this process
 * runs.
 */
final class Collab {
  private static final String LIVE = "collab-session/";
  private static final int NO_SESSION = 4401;

  private final Memory memory;
  private final Sessions sessions;
  private final Projects projects;
  private final Presence presence;
  private final Channels channels = new Channels();

  Collab(Memory memory, Sessions sessions, Projects projects) {
    this.memory = memory;
    this.sessions = sessions;
    this.projects = projects;
    presence = new Presence(memory);
  }

  /** Takes away what tells of the channels of a process that was killed. */
  void clearUp() {
    for (StoreEntry one : memory.list(LIVE)) {
      memory.delete(one.key());
    }
  }

  void addTo(RoutesConfig routes) {
    presence.addTo(routes);
    routes.ws("/collab/{project}", this::channel);
  }

  private void channel(WsConfig socket) {
    socket.onConnect(
        context -> {
          context.enableAutomaticPings();
          attempt(context, () -> join(context));
        });
    socket.onMessage(context -> attempt(context, () -> edit(context)));
    socket.onClose(context -> attempt(context, () -> leave(context)));
  }

  private static String project(WsContext context) {
    return context.pathParam("project");
  }

  private void join(WsContext context) {
    String session = context.queryParam("session");
    Entity user = session == null ? Entity.EMPTY : sessions.user(session);
    String id = user.text("user/id");
    if (id == null) {
      context.closeSession(NO_SESSION, "expected a session");
      return;
    }
    String project = project(context);
    channels.join(
        project,
        context,
        id,
        () -> memory.put(LIVE + project, Entity.EMPTY.with("collab/since", Entity.now()).map()));
    presence.enter(project, id, user);
    channels.tell(project, Json.object(Map.of("joined", id)));
  }

  private void edit(WsMessageContext context) {
    String project = project(context);
    String user = channels.user(project, context);
    if (user == null) {
      return;
    }
    Body edit = Body.of(context.message());
    String note = edit.text("note");
    String text = edit.text("text");
    Document after;
    try {
      after = projects.write(project, note, text, user);
    } catch (CrossfadeException e) {
      tell(context, Json.object(Map.of("note", note, "failure", Failures.describe(e))));
      return;
    }
    long version = Entity.of(after).number("project/version");
    channels.tell(
        project, Json.object(Map.of("note", note, "text", text, "user", user, "version", version)));
  }

  private void leave(WsContext context) {
    String project = project(context);
    Channels.Left left = channels.leave(project, context, () -> memory.delete(LIVE + project));
    if (left.gone() && left.user() != null) {
      presence.leave(project, left.user());
      channels.tell(project, Json.object(Map.of("left", left.user())));
    }
  }

  /** Does something; what goes wrong is told to whoever is at the other end, if anybody is. */
  private static void attempt(WsContext context, Runnable work) {
    try {
      work.run();
    } catch (CrossfadeException e) {
      tell(context, Failures.describe(e));
    } catch (HttpResponseException e) {
      tell(context, Json.object(Map.of("error", String.valueOf(e.getMessage()))));
    }
  }

  private static void tell(WsContext context, Document what) {
    if (context.session.isOpen()) {
      context.send(Json.text(what));
    }
  }
}

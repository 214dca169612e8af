package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.UUID;

/** Who is logged in: {@code session/{id}}. */
final class Sessions {
  private static final String PREFIX = "session/";

  private final Memory memory;

  Sessions(Memory memory) {
    this.memory = memory;
  }

  void addTo(RoutesConfig routes) {
    routes.post("/session", this::begin);
    routes.put("/session/{id}", context -> keep(context, context.pathParam("id")));
    routes.get("/session/{id}", context -> Answers.found(context, memory.find(key(context))));
    routes.delete(
        "/session/{id}", context -> Answers.deleted(context, memory.delete(key(context))));
  }

  private static String key(Context context) {
    return PREFIX + context.pathParam("id");
  }

  private void begin(Context context) {
    keep(context, UUID.randomUUID().toString());
  }

  private void keep(Context context, String id) {
    Body body = Body.of(context.body());
    Entity session =
        Entity.EMPTY
            .with("user/id", body.text("user"))
            .with("user/name", body.text("name"))
            .with("user/color", body.text("color"))
            .with("user/avatar", body.text("avatar"))
            .with("session/started-at", Entity.now());
    memory.put(PREFIX + id, session.map());
    Answers.json(context, Json.object(Map.of("session", id)));
  }

  /** The user of a session, as others see them; empty where there is no such session. */
  Entity user(String id) {
    Entity session = Entity.of(memory.find(PREFIX + id).value());
    Entity user = Entity.EMPTY;
    for (String keyword : new String[] {"user/id", "user/name", "user/color", "user/avatar"}) {
      Document value = session.get(keyword);
      user = value == null ? user : user.with(keyword, value);
    }
    return user;
  }
}

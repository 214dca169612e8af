package dev.crossfade.examples.memory;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** Tokens by which other sites show a project: {@code embed-token/{id}}. */
final class EmbedTokens {
  private static final String PREFIX = "embed-token/";
  private static final int BYTES = 18;

  private final Memory memory;
  private final SecureRandom random = new SecureRandom();

  EmbedTokens(Memory memory) {
    this.memory = memory;
  }

  void addTo(RoutesConfig routes) {
    routes.post("/projects/{id}/embed-tokens", this::issue);
    routes.get("/embed/{token}", this::show);
    routes.delete(
        "/embed/{token}",
        context -> Answers.deleted(context, memory.delete(PREFIX + context.pathParam("token"))));
  }

  private void issue(Context context) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().encodeToString(bytes);
    Entity issued =
        Entity.EMPTY
            .with("embed/project", context.pathParam("id"))
            .with("embed/issued-at", Entity.now());
    memory.put(PREFIX + token, issued.map());
    Answers.json(context, Json.object(Map.of("token", token)));
  }

  private void show(Context context) {
    Memory.Found token = memory.find(PREFIX + context.pathParam("token"));
    String project = Entity.of(token.value()).text("embed/project");
    if (project == null) {
      Answers.found(context, token);
      context.status(HttpStatus.NOT_FOUND);
      return;
    }
    Memory.Found found = memory.find("project/" + project);
    Answers.found(context, new Memory.Found(found.value(), token.stale() || found.stale()));
  }
}

package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import io.javalin.config.RoutesConfig;
import org.jspecify.annotations.Nullable;

/**
 * Who works on a project: {@code presence/{id}}, a map from user id to the user. Those of a process
 * that was killed stay until they come and go again.
 */
final class Presence {
  private static final String PREFIX = "presence/";

  private final Memory memory;

  Presence(Memory memory) {
    this.memory = memory;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/presence/{id}",
        context -> Answers.found(context, memory.find(PREFIX + context.pathParam("id"))));
  }

  /** Adds somebody, or somebody's return. */
  void enter(String project, String id, Entity user) {
    Document entered = user.with("user/joined-at", Entity.now()).map();
    memory.update(
        PREFIX + project,
        before -> Entity.of(before).withKey(new Document.Text(id), entered).map());
  }

  /** Takes somebody away. */
  void leave(String project, String id) {
    memory.update(PREFIX + project, before -> without(before, id));
  }

  private static @Nullable Document without(@Nullable Document before, String id) {
    Entity left = Entity.of(before).withKey(new Document.Text(id), null);
    return left.map().entries().isEmpty() ? null : left.map();
  }
}

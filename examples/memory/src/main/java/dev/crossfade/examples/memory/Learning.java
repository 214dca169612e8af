package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.store.StoreEntry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.List;

/** What people learned: {@code learning/{id}}. */
final class Learning {
  private static final String PREFIX = "learning/";

  private final Memory memory;

  Learning(Memory memory) {
    this.memory = memory;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/learning", this::list);
    routes.get("/learning/{id}", context -> Answers.found(context, memory.find(key(context))));
    routes.put("/learning/{id}", this::keep);
    routes.delete(
        "/learning/{id}", context -> Answers.deleted(context, memory.delete(key(context))));
  }

  private static String key(Context context) {
    return PREFIX + context.pathParam("id");
  }

  private void keep(Context context) {
    Body body = Body.of(context.body());
    Entity record =
        Entity.EMPTY
            .with("user/id", body.text("user"))
            .with("learning/topic", topic(body.text("topic")))
            .with("learning/score", new Document.Real(body.number("score")))
            .with("learning/at", Entity.now());
    memory.put(key(context), record.map());
    Answers.json(context, record.map());
  }

  private static Document topic(String text) {
    try {
      return new Document.Keyword(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse("expected a topic that is one word");
    }
  }

  /** All records, or those of the user that the query names. */
  private void list(Context context) {
    String user = context.queryParam("user");
    List<StoreEntry> entries =
        memory.list(PREFIX).stream()
            .filter(one -> user == null || user.equals(Entity.of(one.value()).text("user/id")))
            .toList();
    Answers.entries(context, PREFIX, entries);
  }
}

package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Projects and their notes: {@code project/{id}}. Many people change the notes of one project at
 * once, each change by reading, changing and writing in one step.
 */
final class Projects {
  private static final String PREFIX = "project/";
  private static final String NOTES = "project/notes";

  private final Memory memory;

  Projects(Memory memory) {
    this.memory = memory;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/projects", context -> Answers.entries(context, PREFIX, memory.list(PREFIX)));
    routes.get("/projects/{id}", context -> Answers.found(context, memory.find(key(context))));
    routes.put("/projects/{id}", this::keep);
    routes.delete(
        "/projects/{id}", context -> Answers.deleted(context, memory.delete(key(context))));
    routes.put("/projects/{id}/notes/{note}", this::write);
    routes.delete("/projects/{id}/notes/{note}", this::erase);
    routes.get("/projects/{id}/summary", this::summary);
  }

  private static String key(Context context) {
    return PREFIX + context.pathParam("id");
  }

  private void keep(Context context) {
    Body body = Body.of(context.body());
    String name = body.text("name");
    String owner = body.text("owner");
    Document after =
        memory.update(
            key(context),
            before -> changed(Entity.of(before).with("project/name", name).with("user/id", owner)));
    version(context, after);
  }

  private void write(Context context) {
    Body body = Body.of(context.body());
    Document after =
        write(
            context.pathParam("id"),
            context.pathParam("note"),
            body.text("text"),
            body.text("user"));
    version(context, after);
  }

  /**
   * Writes a note.
   *
   * @return the project with it
   * @throws NotFoundResponse without such a project
   */
  Document write(String project, String note, String text, String user) {
    Entity written = Entity.EMPTY.with("note/text", text).with("user/id", user);
    return note(project, note, written.map());
  }

  private void erase(Context context) {
    version(context, note(context.pathParam("id"), context.pathParam("note"), null));
  }

  private Document note(String project, String note, @Nullable Document value) {
    Document after =
        memory.update(
            PREFIX + project,
            before -> {
              if (before == null) {
                return null;
              }
              Entity known = Entity.of(before);
              Entity notes = known.entity(NOTES).withKey(new Document.Text(note), value);
              return changed(known.with(NOTES, notes.map()));
            });
    if (after == null) {
      throw new NotFoundResponse("there is no such project");
    }
    return after;
  }

  private static Document changed(Entity project) {
    long version = project.number("project/version") + 1;
    return project
        .with("project/version", new Document.Int(version))
        .with("project/changed-at", Entity.now())
        .map();
  }

  private static void version(Context context, @Nullable Document project) {
    long version = Entity.of(project).number("project/version");
    Answers.json(context, Json.object(Map.of("version", version)));
  }

  /**
   * How many notes and words there are: counted when it is asked, and kept in {@code cache/{id}}
   * until the project changes. The cache is filled in a step of its own, so that its keys may lie
   * elsewhere than the projects; what stands in it tells of which version it is.
   */
  private void summary(Context context) {
    Memory.Found project = memory.find(key(context));
    if (project.value() == null) {
      Answers.found(context, project);
      return;
    }
    Entity known = Entity.of(project.value());
    String key = "cache/" + context.pathParam("id");
    Memory.Found kept = memory.find(key);
    if (Entity.of(kept.value()).number("cache/version") == known.number("project/version")) {
      Answers.found(context, kept);
      return;
    }
    Document counted = count(known);
    if (!project.stale()) {
      memory.put(key, counted);
    }
    Answers.found(context, new Memory.Found(counted, project.stale()));
  }

  private static Document count(Entity project) {
    Map<Document, Document> notes = project.entity(NOTES).map().entries();
    long words = 0;
    for (Document note : notes.values()) {
      String text = Entity.of(note).text("note/text");
      words += text == null || text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }
    return Entity.EMPTY
        .with("cache/version", new Document.Int(project.number("project/version")))
        .with("cache/notes", new Document.Int(notes.size()))
        .with("cache/words", new Document.Int(words))
        .map();
  }
}

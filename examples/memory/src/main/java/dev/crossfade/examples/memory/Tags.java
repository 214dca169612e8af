package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tags of projects: {@code tag/{id}}, each a set of projects. An empty set is not kept. */
final class Tags {
  private final Memory memory;

  Tags(Memory memory) {
    this.memory = memory;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/tags/{tag}", context -> Answers.found(context, memory.find(key(context))));
    routes.put("/tags/{tag}/{project}", context -> set(context, true));
    routes.delete("/tags/{tag}/{project}", context -> set(context, false));
  }

  private static String key(Context context) {
    return "tag/" + context.pathParam("tag");
  }

  private void set(Context context, boolean tagged) {
    Document project = new Document.Text(context.pathParam("project"));
    memory.update(key(context), before -> with(before, project, tagged));
    context.status(HttpStatus.NO_CONTENT);
  }

  private static @Nullable Document with(
      @Nullable Document before, Document project, boolean tagged) {
    Set<Document> projects =
        new LinkedHashSet<>(before instanceof Document.SetOf set ? set.elements() : Set.of());
    if (tagged) {
      projects.add(project);
    } else {
      projects.remove(project);
    }
    return projects.isEmpty() ? null : new Document.SetOf(projects);
  }
}

package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.store.StoreEntry;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the handlers answer. */
final class Answers {
  /** Set to {@code true} where a later value may have been acknowledged. */
  static final String STALE = "Crossfade-Stale";

  private Answers() {}

  /** Answers with what was found, or with 404. */
  static void found(Context context, Memory.Found found) {
    if (found.stale()) {
      context.header(STALE, "true");
    }
    Document value = found.value();
    if (value == null) {
      context.status(HttpStatus.NOT_FOUND);
    } else {
      json(context, value);
    }
  }

  /** Answers with entries, each under its key without what all keys begin with. */
  static void entries(Context context, String prefix, List<StoreEntry> entries) {
    Map<String, Document> members = new LinkedHashMap<>();
    entries.forEach(one -> members.put(one.key().substring(prefix.length()), one.value()));
    json(context, Json.object(members));
  }

  /** Answers that something was taken away, or with 404 where it was not there. */
  static void deleted(Context context, boolean wasThere) {
    context.status(wasThere ? HttpStatus.NO_CONTENT : HttpStatus.NOT_FOUND);
  }

  /** Answers with a value. */
  static void json(Context context, Document value) {
    context.contentType("application/json").result(Json.text(value));
  }
}

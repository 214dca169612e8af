package dev.crossfade.examples.memory.load;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.PlainJson;
import dev.crossfade.core.error.CrossfadeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request.
 *
 * @param outcome of a write
 * @param status of HTTP; 0 where there was no answer
 * @param body empty where there is none
 * @param stale whether the server says that a later value may have been acknowledged
 */
record Answer(Outcome outcome, int status, String body, boolean stale) {
  private static final int NOT_FOUND = 404;

  /** What became of a write. */
  enum Outcome {
    /** It was acknowledged. */
    DONE,
    /** It was certainly not done. */
    REFUSED,
    /** Nobody knows. */
    UNKNOWN
  }

  static Answer none(Outcome outcome) {
    return new Answer(outcome, 0, "", false);
  }

  boolean isDone() {
    return outcome == Outcome.DONE;
  }

  boolean isMissing() {
    return status == NOT_FOUND;
  }

  /** The body as a value of JSON; null where it is none. */
  @Nullable Document value() {
    try {
      return body.isEmpty() ? null : PlainJson.read(body);
    } catch (CrossfadeException e) {
      return null;
    }
  }

  /** A text in a value of JSON, by names from the outside in; null where there is none. */
  static @Nullable String text(@Nullable Document value, String... names) {
    Document here = value;
    for (String name : names) {
      Map<Document, Document> members =
          here instanceof Document.MapOf map ? map.entries() : Map.of();
      here = members.get(new Document.Text(name));
    }
    return here instanceof Document.Text text ? text.value() : null;
  }
}

package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.PlainJson;
import dev.crossfade.core.error.CrossfadeException;
import io.javalin.http.BadRequestResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent: an object of JSON. What is missing in it, or of another kind, is the client's
 * mistake, and answered with 400.
 */
record Body(Document.MapOf members) {
  /** Reads a text. */
  static Body of(String json) {
    try {
      if (PlainJson.read(json) instanceof Document.MapOf members) {
        return new Body(members);
      }
    } catch (CrossfadeException e) {
      throw new BadRequestResponse("expected JSON, " + e.detail());
    }
    throw new BadRequestResponse("expected a JSON object");
  }

  /** A text that must be there. */
  String text(String name) {
    if (member(name) instanceof Document.Text text) {
      return text.value();
    }
    throw new BadRequestResponse("expected a text under \"" + name + "\"");
  }

  /** A number that must be there. */
  double number(String name) {
    Document member = member(name);
    if (member instanceof Document.Real real) {
      return real.value();
    }
    if (member instanceof Document.Int integer) {
      return integer.value();
    }
    throw new BadRequestResponse("expected a number under \"" + name + "\"");
  }

  private @Nullable Document member(String name) {
    return members.entries().get(new Document.Text(name));
  }
}

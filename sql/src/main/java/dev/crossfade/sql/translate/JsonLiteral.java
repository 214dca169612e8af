package dev.crossfade.sql.translate;

import dev.crossfade.core.value.JsonDigest;
import dev.crossfade.sql.dialect.Expression;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Literals that stand in a column of JSON. */
final class JsonLiteral {

  private JsonLiteral() {}

  /** The literal as a value of the type, or null when it is not JSON. */
  static @Nullable Piece piece(Expression literal, Family family) {
    String text = Literals.asText(literal);
    return text == null || !isValid(text)
        ? null
        : Piece.atom(Literals.string(text) + "::" + family.type(), family);
  }

  private static boolean isValid(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return new JsonDigest().digest(utf8, 0, utf8.length);
  }
}

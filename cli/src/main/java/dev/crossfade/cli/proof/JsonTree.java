package dev.crossfade.cli.proof;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document in memory. Numbers are integers; what is asked for has to be there.
 *
 * @param value a map, a list, a string, a long, a truth value or null
 */
public record JsonTree(@Nullable Object value) {
  /**
   * Reads a document.
   *
   * @throws CrossfadeException CF-6401 when it is none
   */
  public static JsonTree read(String json) {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      return new JsonTree(value(parser));
    } catch (IOException malformed) {
      throw new CrossfadeException(ErrorCode.CF_6401, "its JSON is malformed", malformed);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, value(parser));
      }
      return fields;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(parser));
      }
      return elements;
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return parser.getLongValue();
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return parser.getBooleanValue();
    }
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token == null) {
      throw new CrossfadeException(ErrorCode.CF_6401, "its JSON ends early");
    }
    return parser.getText();
  }

  private @Nullable Object field(String name) {
    return value instanceof Map<?, ?> fields ? fields.get(name) : null;
  }

  /** A field with an object. */
  public JsonTree object(String name) {
    return new JsonTree(field(name));
  }

  /** The elements of a field with an array; none where it is missing. */
  public List<JsonTree> array(String name) {
    return field(name) instanceof List<?> elements
        ? elements.stream().map(element -> new JsonTree((Object) element)).toList()
        : List.of();
  }

  /** A field with text. */
  public String text(String name) {
    return Objects.requireNonNullElse(optional(name), "");
  }

  /** A field with text, or null. */
  public @Nullable String optional(String name) {
    Object found = field(name);
    return found == null ? null : found.toString();
  }

  /** A field with an integer; -1 where it is missing. */
  public long number(String name) {
    return field(name) instanceof Long number ? number : -1;
  }

  /** A field with a truth value; false where it is missing. */
  public boolean truth(String name) {
    return Boolean.TRUE.equals(field(name));
  }
}

package dev.crossfade.views;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

/**
 * Lets instants and UUIDs through as they are, in place of a text. They are read from text, too,
 * for that is what they are in a document that came from JSON.
 */
final class MomentsAndUuids extends SimpleModule {
  private static final long serialVersionUID = 1L;

  MomentsAndUuids() {
    super("crossfade-views");
    addSerializer(Instant.class, new AsIs<>(Instant.class));
    addSerializer(UUID.class, new AsIs<>(UUID.class));
    addDeserializer(Instant.class, new FromItself<>(Instant.class, Instant::parse));
    addDeserializer(UUID.class, new FromItself<>(UUID.class, MomentsAndUuids::uuid));
  }

  // The JDK takes shorter ones, too, and adds zeros.
  private static UUID uuid(String text) {
    UUID uuid = UUID.fromString(text);
    if (!uuid.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("expected 36 characters");
    }
    return uuid;
  }

  private static final class AsIs<T> extends StdScalarSerializer<T> {
    private static final long serialVersionUID = 1L;

    AsIs(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeEmbeddedObject(value);
    }

    @Override
    public void serializeWithType(
        T value, JsonGenerator out, SerializerProvider provider, TypeSerializer types)
        throws IOException {
      serialize(value, out, provider);
    }
  }

  private static final class FromItself<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;

    @SuppressWarnings("serial") // mappers with it are not serialised
    private final transient Function<String, T> parse;

    FromItself(Class<T> type, Function<String, T> parse) {
      super(type);
      this.type = type;
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT
          && type.isInstance(parser.getEmbeddedObject())) {
        return type.cast(parser.getEmbeddedObject());
      }
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        String text = parser.getText();
        try {
          return parse.apply(text);
        } catch (DateTimeException | IllegalArgumentException e) {
          return type.cast(context.handleWeirdStringValue(type, text, "no text of one"));
        }
      }
      return type.cast(context.handleUnexpectedToken(type, parser));
    }
  }
}

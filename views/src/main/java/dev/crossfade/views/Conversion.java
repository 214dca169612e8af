package dev.crossfade.views;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Documents as objects of a type and back, by Jackson's tokens, which keep the kind of numbers. */
final class Conversion<T> {
  private final ObjectMapper mapper;
  private final JavaType type;
  private final KeyNaming naming;

  /**
   * @param given not changed
   */
  Conversion(ObjectMapper given, JavaType type, KeyNaming naming) {
    this(
        given
            .copy()
            .registerModule(new MomentsAndUuids())
            .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false),
        naming,
        type);
  }

  private Conversion(ObjectMapper own, KeyNaming naming, JavaType type) {
    this.mapper = own;
    this.type = type;
    this.naming = naming;
  }

  Conversion<T> with(KeyNaming other) {
    return new Conversion<>(mapper, other, type);
  }

  @Nullable T read(Document document) {
    try (TokenBuffer tokens = new TokenBuffer(mapper, false)) {
      new DocumentTokens(tokens).write(document);
      try (JsonParser parser = tokens.asParser(mapper)) {
        return mapper.readerFor(type).readValue(parser);
      }
    } catch (IOException e) {
      throw misfit("read as", e);
    }
  }

  Document write(T value) {
    try (TokenBuffer tokens = new TokenBuffer(mapper, false)) {
      mapper.writerFor(type).writeValue(tokens, value);
      try (JsonParser parser = tokens.asParser(mapper)) {
        return new TokenDocument(parser, naming, mapper.getSerializationConfig().getBase64Variant())
            .read();
      }
    } catch (IOException e) {
      throw misfit("written from", e);
    }
  }

  // Jackson's message holds values, so neither it nor its exception goes on.
  private CrossfadeException misfit(String verb, IOException e) {
    TokenPath path = new TokenPath();
    if (e instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        if (step.getFieldName() == null) {
          path.enter(step.getIndex());
        } else {
          path.enter(step.getFieldName());
        }
      }
    }
    return new CrossfadeException(
        ErrorCode.CF_7329,
        "cannot be %s %s at %s (%s)"
            .formatted(verb, type.toCanonical(), path, e.getClass().getSimpleName()));
  }
}

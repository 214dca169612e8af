package dev.crossfade.views;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a document of Jackson's tokens. */
final class TokenDocument {
  private final JsonParser parser;
  private final KeyNaming naming;
  private final Base64Variant bytes;
  private final TokenPath path = new TokenPath();

  TokenDocument(JsonParser parser, KeyNaming naming, Base64Variant bytes) {
    this.parser = parser;
    this.naming = naming;
    this.bytes = bytes;
  }

  /** The document of the next value. */
  Document read() throws IOException {
    return value(parser.nextToken());
  }

  private Document value(@Nullable JsonToken token) throws IOException {
    if (token == null) {
      throw refused("a value but nothing was written");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> vector();
      case VALUE_NULL -> new Document.Nil();
      case VALUE_TRUE -> new Document.Bool(true);
      case VALUE_FALSE -> new Document.Bool(false);
      case VALUE_STRING -> new Document.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_EMBEDDED_OBJECT -> embedded(parser.getEmbeddedObject());
      default -> throw refused("a value but was " + token);
    };
  }

  private Document number() throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> new Document.Int(parser.getLongValue());
      case BIG_INTEGER -> new Document.BigInt(parser.getBigIntegerValue());
      case FLOAT, DOUBLE -> new Document.Real(parser.getDoubleValue());
      case BIG_DECIMAL -> new Document.Decimal(parser.getDecimalValue());
    };
  }

  private Document embedded(@Nullable Object object) {
    if (object == null) {
      return new Document.Nil();
    }
    if (object instanceof Instant moment) {
      return new Document.Moment(moment);
    }
    if (object instanceof UUID uuid) {
      return new Document.Uuid(uuid);
    }
    if (object instanceof byte[] content) {
      return new Document.Text(bytes.encode(content));
    }
    throw refused("what a document has but was " + object.getClass().getName());
  }

  private Document vector() throws IOException {
    List<Document> elements = new ArrayList<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      path.enter(elements.size());
      elements.add(value(next));
      path.leave();
    }
    return new Document.VectorOf(elements);
  }

  private Document object() throws IOException {
    MapBuilder entries = new MapBuilder();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      path.enter(name);
      if (!entries.put(key(name), read())) {
        throw refused("each name once but was a name twice");
      }
      path.leave();
    }
    return entries.build();
  }

  private Document key(String name) {
    if (naming == KeyNaming.KEYS_AS_TEXT) {
      return new Document.Text(name);
    }
    try {
      return new Document.Keyword(name);
    } catch (IllegalArgumentException e) {
      throw refused("a name that a keyword can have");
    }
  }

  private CrossfadeException refused(String expected) {
    return new CrossfadeException(ErrorCode.CF_7328, "expected " + expected + " at " + path);
  }
}

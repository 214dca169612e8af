package dev.crossfade.views;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Writes a document as Jackson's tokens. */
final class DocumentTokens {
  private final TokenBuffer out;
  private final TokenPath path = new TokenPath();

  DocumentTokens(TokenBuffer out) {
    this.out = out;
  }

  void write(Document document) throws IOException {
    if (document instanceof Document.MapOf map) {
      object(map);
    } else if (document instanceof Document.VectorOf vector) {
      out.writeStartArray();
      int index = 0;
      for (Document element : vector.elements()) {
        path.enter(index++);
        write(element);
        path.leave();
      }
      out.writeEndArray();
    } else {
      scalar(document);
    }
  }

  private void object(Document.MapOf map) throws IOException {
    Set<String> names = new HashSet<>();
    out.writeStartObject();
    for (Map.Entry<Document, Document> entry : map.entries().entrySet()) {
      String name = name(entry.getKey());
      path.enter(name);
      if (!names.add(name)) {
        throw refused("one key of a name but was a text and a keyword");
      }
      out.writeFieldName(name);
      write(entry.getValue());
      path.leave();
    }
    out.writeEndObject();
  }

  private String name(Document key) {
    if (key instanceof Document.Text text) {
      return text.value();
    }
    if (key instanceof Document.Keyword keyword) {
      return keyword.text();
    }
    throw refused("keys of text or keywords but was a " + kind(key));
  }

  private void scalar(Document document) throws IOException {
    if (document instanceof Document.Nil) {
      out.writeNull();
    } else if (document instanceof Document.Bool bool) {
      out.writeBoolean(bool.value());
    } else if (document instanceof Document.Int integer) {
      out.writeNumber(integer.value());
    } else if (document instanceof Document.BigInt integer) {
      out.writeNumber(integer.value());
    } else if (document instanceof Document.Real real) {
      out.writeNumber(real.value());
    } else if (document instanceof Document.Decimal decimal) {
      out.writeNumber(decimal.value());
    } else if (document instanceof Document.Text text) {
      out.writeString(text.value());
    } else if (document instanceof Document.Moment moment) {
      out.writeEmbeddedObject(moment.value());
    } else if (document instanceof Document.Uuid uuid) {
      out.writeEmbeddedObject(uuid.value());
    } else {
      throw refused("what JSON has but was a " + kind(document));
    }
  }

  private static String kind(Document document) {
    return document.getClass().getSimpleName();
  }

  private CrossfadeException refused(String expected) {
    return new CrossfadeException(ErrorCode.CF_7328, "expected " + expected + " at " + path);
  }
}

package dev.crossfade.core.document;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the encoding of {@link DocumentJson} out of the tree of its JSON. */
final class JsonDecoder {
  private JsonDecoder() {}

  static Document value(Document json) {
    if (json instanceof Document.Text text) {
      return text(text.value());
    }
    if (json instanceof Document.VectorOf array) {
      return new Document.VectorOf(values(array));
    }
    if (json instanceof Document.MapOf object) {
      return object(object);
    }
    return json;
  }

  private static Document text(String text) {
    if (text.startsWith(":")) {
      return checked("keyword", text, t -> new Document.Keyword(t.substring(1)));
    }
    if (!text.startsWith("~")) {
      return new Document.Text(text);
    }
    if (isKind(text)) {
      throw wrong("a string that begins with ~ and neither ~ nor : behind it");
    }
    return new Document.Text(text.substring(1));
  }

  private static boolean isKind(String name) {
    return name.startsWith("~") && !name.startsWith("~~") && !name.startsWith("~:");
  }

  private static Document object(Document.MapOf object) {
    MapBuilder map = new MapBuilder();
    for (Map.Entry<Document, Document> entry : object.entries().entrySet()) {
      Document.Text name = (Document.Text) entry.getKey();
      if (isKind(name.value()) && object.entries().size() == 1) {
        return kind(name.value(), entry.getValue());
      }
      map.put(text(name.value()), value(entry.getValue()));
    }
    return map.build();
  }

  private static Document kind(String kind, Document payload) {
    return switch (kind) {
      case "~list" -> new Document.ListOf(values(array(kind, payload)));
      case "~set" -> set(array(kind, payload));
      case "~map" -> map(array(kind, payload));
      case "~tag" -> {
        List<Document> pair = pair(kind, payload);
        Document value = value(pair.get(1));
        yield checked(kind, string(pair.get(0)), t -> new Document.Tagged(t, value));
      }
      case "~meta" -> {
        List<Document> pair = pair(kind, payload);
        if (value(pair.get(0)) instanceof Document.MapOf metadata) {
          Document value = value(pair.get(1));
          yield checked(kind, "", t -> new Document.WithMetadata(metadata, value));
        }
        throw wrong("a ~meta without a map");
      }
      default -> checked(kind, string(payload), text -> same(kind, text, scalar(kind, text)));
    };
  }

  private static Document scalar(String kind, String text) {
    return switch (kind) {
      case "~double" -> new Document.Real(Double.parseDouble(text));
      case "~bigint" -> new Document.BigInt(new BigInteger(digits(text)));
      case "~decimal" -> new Document.Decimal(new BigDecimal(digits(text)));
      case "~ratio" -> ratio(digits(text));
      case "~text" -> new Document.Text(EscapedText.read(text));
      case "~char" -> new Document.Char(EscapedText.readCharacter(text));
      case "~symbol" -> new Document.Symbol(text);
      case "~inst" -> new Document.Moment(Instant.parse(text));
      case "~uuid" -> new Document.Uuid(UUID.fromString(text));
      default -> throw wrong("an object with a member ~ of an unknown kind");
    };
  }

  /** What the text says, if kind and text are exactly what would be written of it. */
  private static Document same(String kind, String text, Document value) {
    StringBuilder written = new StringBuilder("{");
    JsonText.quote(kind, written);
    JsonText.quote(text, written.append(':'));
    if (!DocumentJson.encode(value).contentEquals(written.append('}'))) {
      throw new IllegalArgumentException("not as it is written");
    }
    return value;
  }

  /** The text of a number, unless it is too long to be read. */
  private static String digits(String text) {
    if (text.length() > DocumentLimits.NUMBER_CHARACTERS) {
      throw DocumentLimits.tooLong();
    }
    return text;
  }

  private static Document ratio(String text) {
    int slash = text.indexOf('/');
    BigInteger numerator = new BigInteger(text.substring(0, Math.max(0, slash)));
    BigInteger denominator = new BigInteger(text.substring(slash + 1));
    return new Document.Ratio(numerator, denominator);
  }

  private static Document set(Document.VectorOf array) {
    SetBuilder set = new SetBuilder();
    for (Document element : values(array)) {
      if (!set.add(element)) {
        throw wrong("a ~set with an element twice");
      }
    }
    return set.build();
  }

  private static Document map(Document.VectorOf array) {
    MapBuilder map = new MapBuilder();
    boolean named = true;
    for (Document entry : array.elements()) {
      List<Document> pair = pair("~map", entry);
      Document key = value(pair.get(0));
      named = named && JsonEncoder.name(key) != null;
      if (!map.put(key, value(pair.get(1)))) {
        throw wrong("a ~map with a key twice");
      }
    }
    if (named) {
      throw wrong("a ~map whose keys are all names");
    }
    return map.build();
  }

  private static List<Document> values(Document.VectorOf array) {
    List<Document> values = new ArrayList<>(array.elements().size());
    for (Document element : array.elements()) {
      values.add(value(element));
    }
    return values;
  }

  private static Document.VectorOf array(String kind, Document payload) {
    if (payload instanceof Document.VectorOf array) {
      return array;
    }
    throw wrong("a " + kind + " without an array");
  }

  private static List<Document> pair(String kind, Document payload) {
    List<Document> elements = array(kind, payload).elements();
    if (elements.size() != 2) {
      throw wrong("a " + kind + " without a pair");
    }
    return elements;
  }

  private static String string(Document payload) {
    if (payload instanceof Document.Text text) {
      return text.value();
    }
    throw wrong("an object with a member ~ but no string");
  }

  private interface Reading {
    Document read(String text);
  }

  private static Document checked(String kind, String text, Reading reading) {
    try {
      return reading.read(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new CrossfadeException(
          ErrorCode.CF_2243, "expected a value of its kind but was a wrong " + kind, e);
    }
  }

  private static CrossfadeException wrong(String was) {
    return new CrossfadeException(
        ErrorCode.CF_2243, "expected a document as it is encoded but was " + was);
  }
}

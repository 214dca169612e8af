package dev.crossfade.core.document;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the encoding of {@link DocumentJson}. */
final class JsonEncoder {
  private final StringBuilder out;

  JsonEncoder(StringBuilder out) {
    this.out = out;
  }

  /**
   * Appends a value. What holds others stands apart from what does not, so that the frames of
   * nested calls are small.
   *
   * @param depth how many brackets are open around it
   */
  void value(Document document, int depth) {
    if (document instanceof Document.VectorOf vector) {
      array(vector.elements(), depth + 1);
    } else if (document instanceof Document.MapOf map) {
      map(map, depth + 1);
    } else if (document instanceof Document.ListOf list) {
      out.append("{\"~list\":");
      array(list.elements(), depth + 2);
      out.append('}');
    } else if (document instanceof Document.SetOf set) {
      out.append("{\"~set\":");
      array(set.elements(), depth + 2);
      out.append('}');
    } else if (document instanceof Document.Tagged tagged) {
      out.append("{\"~tag\":[");
      JsonText.quote(tagged.tag(), out);
      out.append(',');
      value(tagged.value(), deeper(depth + 2));
      out.append("]}");
    } else if (document instanceof Document.WithMetadata with) {
      out.append("{\"~meta\":[");
      value(with.metadata(), deeper(depth + 2));
      out.append(',');
      value(with.value(), depth + 2);
      out.append("]}");
    } else if (!literal(document)) {
      scalar(document, depth + 1);
    }
  }

  private boolean literal(Document document) {
    if (document instanceof Document.Nil) {
      out.append("null");
    } else if (document instanceof Document.Bool bool) {
      out.append(bool.value());
    } else if (document instanceof Document.Int integer) {
      out.append(integer.value());
    } else if (document instanceof Document.Keyword keyword) {
      JsonText.quote(":" + keyword.text(), out);
    } else {
      return false;
    }
    return true;
  }

  private void scalar(Document document, int depth) {
    DocumentLimits.checkNumber(document);
    if (document instanceof Document.Real real) {
      real(real.value(), depth);
    } else if (document instanceof Document.Text text) {
      text(text.value(), depth);
    } else if (document instanceof Document.BigInt integer) {
      kind("bigint", integer.value().toString(), depth);
    } else if (document instanceof Document.Decimal decimal) {
      kind("decimal", decimal.value().toString(), depth);
    } else if (document instanceof Document.Ratio ratio) {
      kind("ratio", ratio.numerator() + "/" + ratio.denominator(), depth);
    } else if (document instanceof Document.Char character) {
      kind("char", EscapedText.ofCharacter(character.codePoint()), depth);
    } else if (document instanceof Document.Symbol symbol) {
      kind("symbol", symbol.text(), depth);
    } else if (document instanceof Document.Moment moment) {
      kind("inst", moment.value().toString(), depth);
    } else if (document instanceof Document.Uuid uuid) {
      kind("uuid", uuid.value().toString(), depth);
    }
  }

  private void real(double value, int depth) {
    if (DoubleText.plain(value)) {
      out.append(DoubleText.text(value));
    } else {
      kind(
          "double",
          Double.isFinite(value) ? DoubleText.text(value) : Double.toString(value),
          depth);
    }
  }

  private void text(String text, int depth) {
    if (JsonText.storable(text)) {
      JsonText.quote(marked(text), out);
    } else {
      kind("text", EscapedText.of(text), depth);
    }
  }

  private void kind(String kind, String text, int depth) {
    deeper(depth);
    out.append("{\"~").append(kind).append("\":");
    JsonText.quote(text, out);
    out.append('}');
  }

  private void array(Collection<Document> elements, int depth) {
    deeper(depth);
    String separator = "";
    out.append('[');
    for (Document element : elements) {
      out.append(separator);
      value(element, depth);
      separator = ",";
    }
    out.append(']');
  }

  private void map(Document.MapOf map, int depth) {
    deeper(depth);
    for (Document key : map.entries().keySet()) {
      if (name(key) == null) {
        pairs(map, deeper(depth + 2));
        return;
      }
    }
    String separator = "";
    out.append('{');
    for (Map.Entry<Document, Document> entry : map.entries().entrySet()) {
      String name = name(entry.getKey());
      if (name != null) {
        out.append(separator);
        JsonText.quote(name, out);
        out.append(':');
        value(entry.getValue(), depth);
        separator = ",";
      }
    }
    out.append('}');
  }

  private void pairs(Document.MapOf map, int depth) {
    String separator = "";
    out.append("{\"~map\":[");
    for (Map.Entry<Document, Document> entry : map.entries().entrySet()) {
      out.append(separator).append('[');
      value(entry.getKey(), depth);
      out.append(',');
      value(entry.getValue(), depth);
      out.append(']');
      separator = ",";
    }
    out.append("]}");
  }

  /** The name of a key in an object; null when it can have none. */
  static @Nullable String name(Document key) {
    if (key instanceof Document.Keyword keyword) {
      return ":" + keyword.text();
    }
    return key instanceof Document.Text text && JsonText.storable(text.value())
        ? marked(text.value())
        : null;
  }

  private static String marked(String text) {
    return text.startsWith(":") || text.startsWith("~") ? "~" + text : text;
  }

  private static int deeper(int depth) {
    if (depth > Document.MOST_DEPTH) {
      throw new CrossfadeException(
          ErrorCode.CF_2207,
          "expected at most " + Document.MOST_DEPTH + " levels of nesting as JSON");
    }
    return depth;
  }
}

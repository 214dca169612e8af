package dev.crossfade.core.document;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.Map;

/**
 * Ordinary JSON as a document and back, without escapes of our own: an object is a map with keys of
 * text, an array a vector, a number without point and exponent a 64-bit integer or a big one, any
 * other number a double when that says the same number, else a decimal. White space, the notation
 * of numbers and of escapes are not kept; the order of members is.
 */
public final class PlainJson {
  private PlainJson() {}

  /**
   * The document that a JSON text is.
   *
   * @throws CrossfadeException with line and column: CF-2202 when it is no JSON (RFC 8259), CF-2204
   *     when an object has a name twice, CF-2207 when it is nested more than {@link
   *     Document#MOST_DEPTH} deep, CF-2209 for an exponent out of every range or too many digits
   */
  public static Document read(String json) {
    return JsonParser.parse(json);
  }

  /**
   * The JSON text of a document that came from JSON, or that could have: what is read back is
   * equal.
   *
   * @throws CrossfadeException CF-2242 when it holds a kind or a key that JSON lacks, CF-2207 or
   *     CF-2209 when it is beyond the {@link DocumentLimits}
   */
  public static String write(Document document) {
    StringBuilder out = new StringBuilder();
    DocumentLimits.check(document, 0);
    write(document, out);
    return out.toString();
  }

  private static void write(Document document, StringBuilder out) {
    if (document instanceof Document.VectorOf vector) {
      String separator = "";
      out.append('[');
      for (Document element : vector.elements()) {
        out.append(separator);
        write(element, out);
        separator = ",";
      }
      out.append(']');
    } else if (document instanceof Document.MapOf map) {
      object(map, out);
    } else {
      scalar(document, out);
    }
  }

  private static void scalar(Document document, StringBuilder out) {
    if (document instanceof Document.Nil) {
      out.append("null");
    } else if (document instanceof Document.Bool bool) {
      out.append(bool.value());
    } else if (document instanceof Document.Int integer) {
      out.append(integer.value());
    } else if (document instanceof Document.Real real && Double.isFinite(real.value())) {
      out.append(DoubleText.text(real.value()));
    } else if (document instanceof Document.BigInt integer) {
      number(integer.value().toString(), document, out);
    } else if (document instanceof Document.Decimal decimal) {
      String text = decimal.value().toString();
      number(decimal.value().scale() == 0 ? text + "E0" : text, document, out);
    } else if (document instanceof Document.Text text) {
      JsonText.quote(text.value(), out);
    } else {
      throw foreign(document);
    }
  }

  private static void object(Document.MapOf map, StringBuilder out) {
    String separator = "";
    out.append('{');
    for (Map.Entry<Document, Document> entry : map.entries().entrySet()) {
      if (!(entry.getKey() instanceof Document.Text name)) {
        throw foreign(entry.getKey());
      }
      out.append(separator);
      JsonText.quote(name.value(), out);
      out.append(':');
      write(entry.getValue(), out);
      separator = ",";
    }
    out.append('}');
  }

  /** Writes a number unless it would be read back as one of another kind. */
  private static void number(String text, Document document, StringBuilder out) {
    if (!JsonNumber.of(text).equals(document)) {
      throw foreign(document);
    }
    out.append(text);
  }

  private static CrossfadeException foreign(Document document) {
    return new CrossfadeException(
        ErrorCode.CF_2242,
        "expected what JSON has but was a " + document.getClass().getSimpleName());
  }
}

package dev.crossfade.files.edn;

import dev.crossfade.core.document.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Values of EDN on one line, and broken over several where they are too long. */
final class EdnLines {
  private final EdnStyle style;

  EdnLines(EdnStyle style) {
    this.style = style;
  }

  /** The keys of a map, or what a list, vector or set holds, as they are to be written. */
  List<EdnOrder> items(Document document) {
    Collection<Document> documents = held(document);
    List<EdnOrder> items = new ArrayList<>(documents.size());
    for (Document held : documents) {
      StringBuilder text = new StringBuilder();
      line(held, text);
      items.add(new EdnOrder(held, text.toString()));
    }
    if (style.sorted()
        && (document instanceof Document.MapOf || document instanceof Document.SetOf)) {
      Collections.sort(items);
    }
    return items;
  }

  private static Collection<Document> held(Document document) {
    if (document instanceof Document.MapOf map) {
      return map.entries().keySet();
    }
    if (document instanceof Document.SetOf set) {
      return set.elements();
    }
    if (document instanceof Document.ListOf list) {
      return list.elements();
    }
    return document instanceof Document.VectorOf vector ? vector.elements() : List.of();
  }

  /** Appends a value that starts in a column, from 0. */
  void value(EdnOrder item, int column, StringBuilder out) {
    Document document = item.document();
    List<EdnOrder> items =
        column + item.text().length() <= style.width() ? List.of() : items(document);
    if (items.isEmpty()) {
      out.append(item.text());
      return;
    }
    out.append(open(document));
    for (EdnOrder inner : items) {
      out.append('\n').append(" ".repeat(column + 1));
      item(document, inner, column + 1, out);
    }
    out.append('\n').append(" ".repeat(column)).append(close(document));
  }

  /** Appends what one line or more of a collection is: an entry of a map, or an element. */
  void item(Document collection, EdnOrder item, int column, StringBuilder out) {
    if (!(collection instanceof Document.MapOf map)) {
      value(item, column, out);
      return;
    }
    Document value = Objects.requireNonNull(map.entries().get(item.document()));
    String text = line(value);
    out.append(item.text()).append(' ');
    if (column + item.text().length() + 1 + text.length() <= style.width()) {
      out.append(text);
    } else {
      value(new EdnOrder(value, text), column + 1, out);
    }
  }

  /** A value on one line. */
  String line(Document document) {
    StringBuilder out = new StringBuilder();
    line(document, out);
    return out.toString();
  }

  private void line(Document document, StringBuilder out) {
    if (document instanceof Document.Tagged tagged) {
      out.append('#').append(tagged.tag()).append(' ');
      line(tagged.value(), out);
    } else if (document instanceof Document.WithMetadata with) {
      out.append('^');
      line(with.metadata(), out);
      out.append(' ');
      line(with.value(), out);
    } else if (!EdnScalars.write(document, out)) {
      collection(document, out);
    }
  }

  private void collection(Document document, StringBuilder out) {
    String separator = "";
    out.append(open(document));
    for (EdnOrder item : items(document)) {
      out.append(separator).append(item.text());
      if (document instanceof Document.MapOf map) {
        out.append(' ');
        line(Objects.requireNonNull(map.entries().get(item.document())), out);
      }
      separator = " ";
    }
    out.append(close(document));
  }

  static String open(Document document) {
    if (document instanceof Document.MapOf) {
      return "{";
    }
    if (document instanceof Document.ListOf) {
      return "(";
    }
    return document instanceof Document.SetOf ? "#{" : "[";
  }

  static char close(Document document) {
    if (document instanceof Document.ListOf) {
      return ')';
    }
    return document instanceof Document.VectorOf ? ']' : '}';
  }
}

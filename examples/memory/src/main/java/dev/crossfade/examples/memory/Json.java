package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.PlainJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server keeps, as JSON for its clients: they know no keywords, sets or moments. */
final class Json {
  private Json() {}

  /** The JSON text of a value: keywords and moments as text, sets as arrays. */
  static String text(Document value) {
    return PlainJson.write(plain(value));
  }

  private static Document plain(Document value) {
    if (value instanceof Document.Keyword keyword) {
      return new Document.Text(keyword.text());
    }
    if (value instanceof Document.Moment moment) {
      return new Document.Text(moment.value().toString());
    }
    if (value instanceof Document.VectorOf vector) {
      return array(vector.elements());
    }
    if (value instanceof Document.SetOf set) {
      return array(set.elements());
    }
    if (value instanceof Document.MapOf map) {
      Map<Document, Document> members = new LinkedHashMap<>();
      map.entries().forEach((key, member) -> members.put(plain(key), plain(member)));
      return new Document.MapOf(members);
    }
    return value;
  }

  private static Document array(Collection<Document> elements) {
    return new Document.VectorOf(elements.stream().map(Json::plain).toList());
  }

  /** An object of values by name: text, numbers, truth values, documents, lists of these, null. */
  static Document.MapOf object(Map<String, ?> members) {
    Map<Document, Document> entries = new LinkedHashMap<>();
    members.forEach((name, member) -> entries.put(new Document.Text(name), value(member)));
    return new Document.MapOf(entries);
  }

  private static Document value(Object member) {
    if (member instanceof Document document) {
      return document;
    }
    if (member instanceof Boolean bool) {
      return new Document.Bool(bool);
    }
    if (member instanceof Double real) {
      return new Document.Real(real);
    }
    if (member instanceof Number number) {
      return new Document.Int(number.longValue());
    }
    if (member instanceof List<?> list) {
      List<Document> elements = new ArrayList<>();
      list.forEach(element -> elements.add(value(element)));
      return new Document.VectorOf(elements);
    }
    return new Document.Text(member.toString());
  }
}

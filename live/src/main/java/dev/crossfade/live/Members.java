package dev.crossfade.live;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.PlainJson;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object that another process wrote. What is missing, or of another kind, is
 * refused with CF-7212: that process is of another version.
 */
public final class Members {
  private final Map<Document, Document> entries;

  private Members(Map<Document, Document> entries) {
    this.entries = entries;
  }

  /** Reads an object. */
  public static Members read(String json) {
    return of(PlainJson.read(json), "it");
  }

  private static Members of(Document document, String name) {
    if (document instanceof Document.MapOf map) {
      return new Members(map.entries());
    }
    throw strange(name);
  }

  private static CrossfadeException strange(String name) {
    return new CrossfadeException(
        ErrorCode.CF_7212, "member " + name + " is missing or of another kind");
  }

  private Document get(String name) {
    Document value = entries.get(new Document.Text(name));
    if (value == null) {
      throw strange(name);
    }
    return value;
  }

  /** A text. */
  public String text(String name) {
    String text = textOrNull(name);
    if (text == null) {
      throw strange(name);
    }
    return text;
  }

  /** A text, or null. */
  public @Nullable String textOrNull(String name) {
    Document value = get(name);
    if (value instanceof Document.Text text) {
      return text.value();
    }
    if (value instanceof Document.Nil) {
      return null;
    }
    throw strange(name);
  }

  /** A name of a constant, in small letters or capitals. */
  public <E extends Enum<E>> E constant(String name, Class<E> kind) {
    String text = text(name).toUpperCase(Locale.ROOT);
    return Arrays.stream(kind.getEnumConstants())
        .filter(one -> one.name().equals(text))
        .findFirst()
        .orElseThrow(() -> strange(name));
  }

  /** An integer. */
  public long number(String name) {
    if (get(name) instanceof Document.Int number) {
      return number.value();
    }
    throw strange(name);
  }

  /** A number. */
  public double real(String name) {
    return get(name) instanceof Document.Real real ? real.value() : number(name);
  }

  /** A truth value. */
  public boolean truth(String name) {
    if (get(name) instanceof Document.Bool truth) {
      return truth.value();
    }
    throw strange(name);
  }

  /** An array of objects. */
  public List<Members> objects(String name) {
    List<Members> objects = new ArrayList<>();
    for (Document element : elements(name)) {
      objects.add(of(element, name));
    }
    return objects;
  }

  /** An array of texts. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Document element : elements(name)) {
      if (!(element instanceof Document.Text text)) {
        throw strange(name);
      }
      texts.add(text.value());
    }
    return texts;
  }

  private List<Document> elements(String name) {
    if (get(name) instanceof Document.VectorOf vector) {
      return vector.elements();
    }
    throw strange(name);
  }

  /** An object whose members are texts, in their order. */
  public Map<String, String> textsByName(String name) {
    Members members = of(get(name), name);
    Map<String, String> texts = new LinkedHashMap<>();
    for (Document key : members.entries.keySet()) {
      if (key instanceof Document.Text text) {
        texts.put(text.value(), members.text(text.value()));
      }
    }
    return texts;
  }

  /** A member as JSON. */
  public String json(String name) {
    return PlainJson.write(get(name));
  }
}

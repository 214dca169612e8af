package dev.crossfade.live;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.document.PlainJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object for another process, member by member; read there by {@link Members}. */
public final class JsonObject {
  private final MapBuilder map = new MapBuilder();

  /** An object without members. */
  public JsonObject() {}

  /** With a text, or null. */
  public JsonObject with(String name, @Nullable String value) {
    return put(name, value == null ? new Document.Nil() : new Document.Text(value));
  }

  /** With an integer. */
  public JsonObject with(String name, long value) {
    return put(name, new Document.Int(value));
  }

  /** With a number. */
  public JsonObject with(String name, double value) {
    return put(name, new Document.Real(value));
  }

  /** With a truth value. */
  public JsonObject with(String name, boolean value) {
    return put(name, new Document.Bool(value));
  }

  /** With an object of texts. */
  public JsonObject with(String name, Map<String, String> texts) {
    JsonObject object = new JsonObject();
    texts.forEach(object::with);
    return put(name, object.map.build());
  }

  /** With an array of objects. */
  public JsonObject with(String name, List<JsonObject> objects) {
    return put(
        name,
        new Document.VectorOf(objects.stream().<Document>map(one -> one.map.build()).toList()));
  }

  /** With what is JSON already. */
  public JsonObject withJson(String name, String json) {
    return put(name, PlainJson.read(json));
  }

  JsonObject put(String name, Document value) {
    map.put(new Document.Text(name), value);
    return this;
  }

  /** Its text; it is used up then. */
  public String text() {
    return PlainJson.write(map.build());
  }
}

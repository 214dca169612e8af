package dev.crossfade.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.ops.Events;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.FieldPath;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.value.JsonDigest;
import dev.crossfade.core.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rebuilds the documents from the rows of a collection and its nested ones, and compares them with
 * the originals as data; a null member and an absent one count as equal.
 */
class RoundTripTest {
  @TempDir Path folder;

  @Test
  void rebuildsDocumentsFromTheirRows() {
    for (long seed = 1; seed <= 60; seed++) {
      RandomDocuments random = new RandomDocuments(new Random(seed));
      List<String> documents = random.documents();
      Path file = folder.resolve("docs" + seed + ".jsonl");
      Reading.write(folder, file.getFileName().toString(), String.join("\n", documents));
      try (FilesSource source = FilesSource.open(file)) {
        SourceShape shape = source.inspect(0, Events.NONE);
        List<String> rebuilt = rebuild(source, shape, "docs" + seed);
        assertThat(digests(rebuilt, false))
            .as("seed " + seed + ": " + shape.collections().stream().map(Reading::columns).toList())
            .isEqualTo(digests(documents, true));
      }
    }
  }

  private static List<String> digests(List<String> documents, boolean original) {
    JsonDigest digest = new JsonDigest();
    List<String> digests = new ArrayList<>();
    for (String document : documents) {
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      assertThat(digest.digest(bytes, 0, bytes.length)).as(document).isTrue();
      digests.add(Long.toHexString(digest.high()) + Long.toHexString(digest.low()));
    }
    assertThat(original && digests.isEmpty()).isFalse();
    return digests;
  }

  private static List<String> rebuild(FilesSource source, SourceShape shape, String root) {
    Map<String, CollectionShape> shapes = new LinkedHashMap<>();
    shape.collections().forEach(one -> shapes.put(one.name(), one));
    Map<String, Map<List<Value>, List<Map<String, Object>>>> tables = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(shapes.keySet());
    Map<String, List<Map<String, Object>>> ordered = new LinkedHashMap<>();
    for (String name : names) {
      CollectionShape collection = shapes.get(name);
      List<String> columns = Reading.columns(collection);
      List<Map<String, Object>> objects = new ArrayList<>();
      Reading reading = Reading.scan(source, name, columns, Position.START);
      assertThat(reading.rejects).isEmpty();
      for (List<Value> row : reading.rows) {
        Map<String, Object> object = object(columns, row);
        object.put("\u0001key", pick(columns, row, collection.key()));
        objects.add(object);
        if (collection.parent() != null) {
          List<Value> parent = pick(columns, row, collection.parent().columns());
          tables
              .computeIfAbsent(name, n -> new LinkedHashMap<>())
              .computeIfAbsent(parent, key -> new ArrayList<>())
              .add(object);
        }
      }
      ordered.put(name, objects);
    }
    for (String name : names) {
      CollectionShape.ParentLink link = shapes.get(name).parent();
      if (link != null) {
        attach(ordered.get(link.collection()), tables.get(name), name, link.collection());
      }
    }
    return ordered.get(root).stream().map(RoundTripTest::text).toList();
  }

  private static void attach(
      List<Map<String, Object>> parents,
      Map<List<Value>, List<Map<String, Object>>> children,
      String name,
      String parent) {
    String field = FieldPath.split(name.substring(parent.length() + 1)).get(0);
    for (Map<String, Object> object : parents) {
      List<Map<String, Object>> mine =
          children == null ? null : children.get(object.get("\u0001key"));
      object.put(field, mine == null ? List.of() : mine);
    }
  }

  private static List<Value> pick(List<String> columns, List<Value> row, List<String> wanted) {
    return wanted.stream().map(column -> row.get(columns.indexOf(column))).toList();
  }

  private static Map<String, Object> object(List<String> columns, List<Value> row) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      FieldPath path = FieldPath.of(columns.get(i));
      if (path.up() > 0 || path.computed() != FieldPath.Computed.NONE) {
        continue;
      }
      Map<String, Object> at = object;
      for (String name : path.names().subList(0, path.names().size() - 1)) {
        at = inner(at, name);
      }
      at.put(path.names().get(path.names().size() - 1), row.get(i));
    }
    return object;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> inner(Map<String, Object> object, String name) {
    return (Map<String, Object>) object.computeIfAbsent(name, n -> new LinkedHashMap<>());
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> map) {
      List<String> members = new ArrayList<>();
      map.forEach(
          (name, member) -> {
            if (!name.equals("\u0001key") && !(member instanceof Value.Null)) {
              members.add(RandomDocuments.quote((String) name) + ":" + text(member));
            }
          });
      return "{" + String.join(",", members) + "}";
    }
    if (value instanceof List<?> list) {
      return "[" + String.join(",", list.stream().map(RoundTripTest::text).toList()) + "]";
    }
    if (value instanceof Value.Text text) {
      return RandomDocuments.quote(text.value());
    }
    if (value instanceof Value.Json json) {
      return json.text();
    }
    if (value instanceof Value.Int integer) {
      return Long.toString(integer.value());
    }
    if (value instanceof Value.Decimal decimal) {
      return decimal.normalised();
    }
    if (value instanceof Value.Bool bool) {
      return Boolean.toString(bool.value());
    }
    throw new AssertionError("odd value " + value);
  }
}

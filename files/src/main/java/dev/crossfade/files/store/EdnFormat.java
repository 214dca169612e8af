package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentLimits;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.files.edn.EdnReader;
import dev.crossfade.files.edn.EdnStyle;
import dev.crossfade.files.edn.EdnWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** One EDN map, with a line for each key that fits in one. */
final class EdnFormat implements TextFormat {
  @Override
  public Map<String, Document> read(String text) {
    if (!(EdnReader.read(text) instanceof Document.MapOf map)) {
      throw new CrossfadeException(ErrorCode.CF_7011, "expected one map, key to value");
    }
    Map<String, Document> entries = new HashMap<>();
    map.entries().forEach((key, value) -> entries.put(EdnKeys.key(key), value));
    return entries;
  }

  @Override
  public void write(SortedTree<Held> entries, Appendable out) throws IOException {
    MapBuilder map = new MapBuilder();
    Iterator<Map.Entry<String, Held>> walk = entries.withPrefix("");
    while (walk.hasNext()) {
      Map.Entry<String, Held> entry = walk.next();
      map.put(EdnKeys.document(entry.getKey()), entry.getValue().value());
    }
    EdnWriter.write(map.build(), EdnStyle.AS_IT_IS, out);
  }

  @Override
  public void check(Document value) {
    // EDN has every kind; within the map of all keys.
    DocumentLimits.check(value, 1);
  }
}

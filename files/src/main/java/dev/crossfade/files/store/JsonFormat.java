package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentLimits;
import dev.crossfade.core.document.PlainJson;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** One JSON object, with a line for each key. */
final class JsonFormat implements TextFormat {
  @Override
  public Map<String, Document> read(String text) {
    if (!(PlainJson.read(text) instanceof Document.MapOf object)) {
      throw new CrossfadeException(ErrorCode.CF_2208, "expected one object, key to value");
    }
    Map<String, Document> entries = new HashMap<>();
    object.entries().forEach((key, value) -> entries.put(((Document.Text) key).value(), value));
    return entries;
  }

  @Override
  public void write(SortedTree<Held> entries, Appendable out) throws IOException {
    Iterator<Map.Entry<String, Held>> walk = entries.withPrefix("");
    String separator = "\n  ";
    out.append('{');
    while (walk.hasNext()) {
      Map.Entry<String, Held> entry = walk.next();
      out.append(separator);
      out.append(PlainJson.write(new Document.Text(entry.getKey())));
      out.append(": ").append(PlainJson.write(entry.getValue().value()));
      separator = ",\n  ";
    }
    out.append(entries.size() == 0 ? "}\n" : "\n}\n");
  }

  @Override
  public void check(Document value) {
    DocumentLimits.check(value, 1);
    PlainJson.write(value);
  }
}

package dev.crossfade.files.json;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.files.edn.EdnLayout;
import dev.crossfade.files.edn.EdnStream;
import dev.crossfade.files.io.Feed;
import dev.crossfade.files.io.FileInput;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How records lie in an EDN file, by its first megabyte. The entries of a map are records when
 * their values are maps of much the same names; or when its keys are texts with a slash in them, as
 * {@code "presence/42"}, and most values maps: so applications keep many kinds in one map. Else the
 * map is one record.
 */
final class EdnHead {
  private static final int HEAD = 1 << 20;
  private static final int VALUES = 50;

  private final byte[] head;
  private final boolean whole;

  EdnHead(FileInput input) {
    head = input.head(HEAD);
    whole = head.length < HEAD;
  }

  /** The layout whose values are the records. */
  EdnLayout layout() {
    EdnLayout layout = EdnLayout.of(head, whole);
    boolean keyed = layout.container() != EdnLayout.Container.ENTRIES || areRecords(layout);
    return keyed ? layout : EdnLayout.OF_VALUES;
  }

  private boolean areRecords(EdnLayout layout) {
    List<Set<String>> maps = new ArrayList<>();
    int count = 0;
    int patterned = 0;
    try (EdnStream stream = open(layout)) {
      while (count < VALUES && stream.next() && stream.fault() == null) {
        count++;
        patterned += isPatterned(stream.key()) ? 1 : 0;
        if (stream.value() instanceof Document.MapOf map) {
          maps.add(names(map));
        }
      }
    }
    boolean alike = maps.size() == count && count > 1 && JsonLayout.alike(maps);
    return alike || (count > 0 && patterned == count && maps.size() * 2 > count);
  }

  private static boolean isPatterned(@org.jspecify.annotations.Nullable Document key) {
    return key instanceof Document.Text text && text.value().indexOf('/') > 0;
  }

  /** The names of the document at the start; empty when it is no map. */
  Set<String> names() {
    try (EdnStream stream = open(EdnLayout.OF_VALUES)) {
      boolean found = stream.next() && stream.fault() == null;
      return found && stream.value() instanceof Document.MapOf map ? names(map) : Set.of();
    }
  }

  private EdnStream open(EdnLayout layout) {
    Feed feed = new Feed(new ByteArrayInputStream(head), "", 0, HEAD, HEAD * 2);
    return new EdnStream(feed, layout, true, 0);
  }

  private static Set<String> names(Document.MapOf map) {
    Set<String> names = new HashSet<>();
    for (Document key : map.entries().keySet()) {
      String name = DocumentJson.name(key);
      names.add(name == null ? "" : name);
    }
    return names;
  }
}

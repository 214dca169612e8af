package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.segment.SegmentRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One transaction in the journal, as members of a record of a {@link
 * dev.crossfade.core.segment.Segment}, in {@link DocumentJson}:
 *
 * <pre>
 * "set":{KEY:VALUE,…}      what was put; KEY as text is written there
 * "del":[KEY,…]            what was deleted; left out when empty, as the others are
 * "took":"HEX"             these changes were made by hand in the file: with them, the digest of
 *                          the store is that of the file
 * </pre>
 *
 * @param number of the record
 * @param changes by key; null for what was deleted
 * @param took the digest of a file that was taken over, or null
 */
record JournalRecord(long number, Map<String, @Nullable Held> changes, @Nullable String took) {
  private static final Document SET = new Document.Text("set");
  private static final Document DELETED = new Document.Text("del");
  private static final Document TOOK = new Document.Text("took");

  /**
   * The members of a record.
   *
   * @throws CrossfadeException CF-7003 when a value is nested too deeply to be read back
   */
  static byte[] members(Map<String, @Nullable Held> changes, @Nullable String took) {
    MapBuilder put = new MapBuilder();
    List<Document> deleted = new ArrayList<>();
    changes.forEach(
        (key, held) -> {
          if (held == null) {
            deleted.add(new Document.Text(key));
          } else {
            put.put(new Document.Text(key), held.value());
          }
        });
    Document.MapOf puts = put.build();
    MapBuilder record = new MapBuilder();
    if (!puts.entries().isEmpty()) {
      record.put(SET, puts);
    }
    if (!deleted.isEmpty()) {
      record.put(DELETED, new Document.VectorOf(deleted));
    }
    if (took != null) {
      record.put(TOOK, new Document.Text(took));
    }
    try {
      String object = DocumentJson.encode(record.build());
      return object.substring(1, object.length() - 1).getBytes(StandardCharsets.UTF_8);
    } catch (CrossfadeException e) {
      throw new CrossfadeException(ErrorCode.CF_7003, e.detail(), e);
    }
  }

  /**
   * Reads a record back.
   *
   * @throws CrossfadeException CF-7014 when it is none of a store
   */
  static JournalRecord of(SegmentRecord record) {
    Map<String, @Nullable Held> changes = new TreeMap<>();
    Document object = DocumentJson.decode(record.line());
    if (!(object instanceof Document.MapOf map)) {
      throw foreign(record);
    }
    if (map.entries().get(SET) instanceof Document.MapOf puts) {
      puts.entries()
          .forEach(
              (key, value) -> changes.put(text(key, record), Held.of(text(key, record), value)));
    }
    if (map.entries().get(DELETED) instanceof Document.VectorOf deleted) {
      deleted.elements().forEach(key -> changes.put(text(key, record), null));
    }
    String took = map.entries().get(TOOK) instanceof Document.Text hex ? hex.value() : null;
    if (changes.isEmpty() && took == null) {
      throw foreign(record);
    }
    return new JournalRecord(record.number(), changes, took);
  }

  private static String text(Document key, SegmentRecord record) {
    if (key instanceof Document.Text text) {
      return text.value();
    }
    throw foreign(record);
  }

  private static CrossfadeException foreign(SegmentRecord record) {
    return new CrossfadeException(
        ErrorCode.CF_7014, "record " + record.number() + ": expected changes of a store");
  }
}

package dev.crossfade.facade.live;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of an entry in the outbox: its id; or a vector of its id and a table, where a person
 * entered a key that no collection has here, so that its row is deleted from that table.
 *
 * @param id never given to another entry
 * @param table null for a key whose collection its text tells
 */
record OutboxEntry(long id, @Nullable String table) {
  /**
   * Reads one.
   *
   * @throws CrossfadeException CF-7343 when it is none of ours
   */
  static OutboxEntry of(Document value) {
    if (value instanceof Document.Int id) {
      return new OutboxEntry(id.value(), null);
    }
    if (value instanceof Document.VectorOf vector
        && vector.elements().size() == 2
        && vector.elements().get(0) instanceof Document.Int id
        && vector.elements().get(1) instanceof Document.Text table) {
      return new OutboxEntry(id.value(), table.value());
    }
    throw new CrossfadeException(ErrorCode.CF_7343, "an entry of an outbox");
  }

  Document document() {
    Document number = new Document.Int(id);
    return table == null
        ? number
        : new Document.VectorOf(List.of(number, new Document.Text(table)));
  }
}

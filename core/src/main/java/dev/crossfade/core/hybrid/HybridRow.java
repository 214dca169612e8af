package dev.crossfade.core.hybrid;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document split for a {@link HybridTable}.
 *
 * @param attributes for each attribute of the table the value in its column, of the column's kind,
 *     or null
 * @param rest the document without these
 */
public record HybridRow(List<@Nullable Document> attributes, Document rest) {
  /** Copies the values. */
  public HybridRow {
    attributes = Collections.unmodifiableList(new ArrayList<>(attributes));
  }

  /**
   * The rest as {@link DocumentJson} text. Equal documents have texts that are equal as JSON data:
   * the elements of sets and the pairs of maps stand in an order of their own.
   *
   * @throws dev.crossfade.core.error.CrossfadeException as {@link DocumentJson#encode(Document)}
   */
  public String restJson() {
    return DocumentJson.encode(OneOrder.of(rest));
  }
}

package dev.crossfade.files.edn;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentLimits;
import java.io.IOException;
import java.util.List;

/**
 * Writes documents as EDN that is read back equal, and in which a change of one entry changes its
 * lines alone:
 *
 * <pre>
 * {
 * "learning/7" {:user/id "u1" :done true}
 * "presence/42" {:user/id "u2" :name "Ann" :joined-at #inst "2026-01-01T00:00:00Z" :tags #{:a :b}}
 * }
 * </pre>
 *
 * The entries of a map at the top level, and the elements of a vector, list or set there, have a
 * line each, and the brackets one of their own. A value that is too long for its line is broken, an
 * entry or element a line, one column further in than what holds it. The text ends with a line
 * feed.
 */
public final class EdnWriter {
  private EdnWriter() {}

  /**
   * Writes a file's text.
   *
   * @throws IOException when {@code out} fails
   * @throws dev.crossfade.core.error.CrossfadeException CF-2207 or CF-2209 when the document is
   *     beyond the {@link DocumentLimits}
   */
  public static void write(Document document, EdnStyle style, Appendable out) throws IOException {
    DocumentLimits.check(document, 0);
    EdnLines lines = new EdnLines(style);
    List<EdnOrder> items = lines.items(document);
    if (items.isEmpty()) {
      out.append(lines.line(document)).append('\n');
      return;
    }
    out.append(EdnLines.open(document)).append('\n');
    StringBuilder line = new StringBuilder();
    for (EdnOrder item : items) {
      line.setLength(0);
      lines.item(document, item, 0, line);
      out.append(line).append('\n');
    }
    out.append(EdnLines.close(document)).append('\n');
  }

  /** The text of one value on one line, as it is; else as {@link #write}. */
  public static String line(Document document) {
    DocumentLimits.check(document, 0);
    return new EdnLines(EdnStyle.AS_IT_IS).line(document);
  }
}

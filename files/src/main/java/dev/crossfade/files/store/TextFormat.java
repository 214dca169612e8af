package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import java.io.IOException;
import java.util.Map;

/** How a whole store is one text. */
interface TextFormat {
  /** The entries of a text, in any order; fails with the code of what is wrong, and where. */
  Map<String, Document> read(String text);

  /**
   * Writes entries in the order of their keys, so that texts of like states differ by few lines.
   */
  void write(SortedTree<Held> entries, Appendable out) throws IOException;

  /** Refuses a value that this notation lacks; any error will do. */
  void check(Document value);
}

package dev.crossfade.facade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keys of entries as the key cells of rows: one cell of text. Their order there ({@link
 * dev.crossfade.core.value.KeyOrder}) is that of the store: both are that of the bytes in UTF-8.
 */
final class KeyCells {
  private KeyCells() {}

  static void put(RowBatch out, String key) {
    out.beginRow();
    out.putText(key);
  }

  static byte[] of(String key) {
    RowBatch one = new RowBatch(64);
    put(one, key);
    return Arrays.copyOf(one.data(), one.size());
  }

  /** The key in the first cell of a row, or of a key; null when that is no text. */
  static @Nullable String text(byte[] data, int start, int end) {
    CellCursor cells = new CellCursor();
    cells.reset(data, start, end);
    return cells.next() && cells.tag() == Tag.TEXT
        ? new String(cells.data(), cells.offset(), cells.length(), StandardCharsets.UTF_8)
        : null;
  }

  static @Nullable String text(byte[] key) {
    return text(key, 0, key.length);
  }

  /**
   * As {@link #text(byte[])}, of a key that must be one.
   *
   * @throws CrossfadeException CF-6311 when it is no text
   */
  static String required(byte[] key, String table) {
    String text = text(key);
    if (text == null) {
      throw new CrossfadeException(ErrorCode.CF_6311, "table " + table);
    }
    return text;
  }
}

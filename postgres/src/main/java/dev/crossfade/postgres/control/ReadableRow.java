package dev.crossfade.postgres.control;

import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.Value;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A raw row as JSON that a person can read and that {@code jsonb} keeps, nothing lost:
 *
 * <pre>
 * NULL, FALSE, TRUE, INTEGER   null, false, true, digits
 * DOUBLE      {"$double":"1.5"}          NUMBER  {"$number":"11E-1"}
 * TEXT        "text"                     TEXT with U+0000  {"$text":"a\\0b"}, with \ as \\
 * BYTES       {"$bytes":"base64"}        MALFORMED  {"$malformed":"base64"}
 * JSON        {"$json":"its text"}
 * </pre>
 */
final class ReadableRow {
  /** A larger row is kept encoded only. */
  private static final int BYTES_MAX = 16 * 1024 * 1024;

  private final StringBuilder out = new StringBuilder();

  private ReadableRow() {}

  /** The row by the names of its columns in the source; null when there is none or it is large. */
  static @Nullable String of(List<ColumnPlan> columns, byte[] row) {
    if (row.length == 0 || row.length > BYTES_MAX) {
      return null;
    }
    ReadableRow readable = new ReadableRow();
    CellCursor cells = new CellCursor();
    cells.reset(row, 0, row.length);
    readable.out.append('{');
    for (ColumnPlan column : columns) {
      if (!cells.next()) {
        break;
      }
      if (readable.out.length() > 1) {
        readable.out.append(',');
      }
      readable.string(column.source());
      readable.out.append(':');
      readable.value(Value.of(cells));
    }
    return readable.out.append('}').toString();
  }

  private void value(Value value) {
    if (value instanceof Value.Null) {
      out.append("null");
    } else if (value instanceof Value.Bool bool) {
      out.append(bool.value());
    } else if (value instanceof Value.Int integer) {
      out.append(integer.value());
    } else if (value instanceof Value.Real real) {
      marked("$double", Double.toString(real.value()));
    } else if (value instanceof Value.Decimal number) {
      marked("$number", number.normalised());
    } else if (value instanceof Value.Json json) {
      marked("$json", json.text());
    } else if (value instanceof Value.Bytes bytes) {
      String base64 = Base64.getEncoder().encodeToString(bytes.value());
      marked(bytes.malformedText() ? "$malformed" : "$bytes", base64);
    } else if (value instanceof Value.Text text) {
      text(text.value());
    }
  }

  private void text(String text) {
    if (text.indexOf('\0') < 0) {
      string(text);
    } else {
      marked("$text", text.replace("\\", "\\\\").replace("\0", "\\0"));
    }
  }

  private void marked(String mark, String value) {
    out.append("{\"").append(mark).append("\":");
    string(value);
    out.append('}');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        String hex = Integer.toHexString(c);
        out.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}

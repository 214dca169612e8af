package dev.crossfade.postgres.bulk;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.Value;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Rows that do not fit, as records that name them by their key. */
final class RejectedRows {
  private static final int SHOWN_LENGTH_MAX = 80;

  private final CollectionPlan plan;

  RejectedRows(CollectionPlan plan) {
    this.plan = plan;
  }

  /**
   * The record.
   *
   * @param row the encoded raw row
   * @param misfit the column that does not fit, or -1
   * @param number of the row within its chunk, from 1
   */
  RejectedRecord of(byte[] row, int misfit, ErrorCode code, long number) {
    ColumnPlan column = misfit < 0 ? null : plan.columns().get(misfit);
    return new RejectedRecord(
        plan.source(),
        locator(row, number),
        column == null ? null : column.source(),
        code,
        detail(column, code),
        row,
        new byte[0]);
  }

  private static String detail(@Nullable ColumnPlan column, ErrorCode code) {
    return column == null
        ? code.title() + "."
        : code.title() + " (column " + column.target() + ", " + column.conversion().type() + ").";
  }

  private String locator(byte[] row, long number) {
    int[] positions = plan.keyPositions();
    if (positions.length == 0) {
      return "row " + number + " of the chunk";
    }
    StringJoiner key = new StringJoiner(", ");
    for (int position : positions) {
      CellCursor cell = new CellCursor();
      cell.reset(row, 0, row.length);
      for (int i = 0; i <= position; i++) {
        cell.next();
      }
      key.add(plan.columns().get(position).source() + "=" + shown(Value.of(cell)));
    }
    return key.toString();
  }

  private static String shown(Value value) {
    String text;
    if (value instanceof Value.Int integer) {
      text = Long.toString(integer.value());
    } else if (value instanceof Value.Text plain) {
      text = plain.value();
    } else if (value instanceof Value.Real real) {
      text = Double.toString(real.value());
    } else if (value instanceof Value.Decimal number) {
      text = number.normalised();
    } else if (value instanceof Value.Bool bool) {
      text = Boolean.toString(bool.value());
    } else if (value instanceof Value.Json json) {
      text = json.text();
    } else if (value instanceof Value.Bytes bytes) {
      text = "x'" + HexFormat.of().formatHex(bytes.value()) + "'";
    } else {
      text = "null";
    }
    return text.codePointCount(0, text.length()) <= SHOWN_LENGTH_MAX
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN_LENGTH_MAX)) + "…";
  }
}

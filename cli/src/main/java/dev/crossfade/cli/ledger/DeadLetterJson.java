package dev.crossfade.cli.ledger;

import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.core.store.DeadLetter;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.Value;
import java.util.Base64;

/**
 * A dead letter as JSON from which the record can be had back exactly.
 *
 * <pre>
 * encoded    base64 of the raw row in Crossfade's encoding; empty when it could not be read as one
 * raw        base64 of the bytes of a record that could not be read as a row; else empty
 * values     the same row for reading: null, true, false, integers and text as themselves,
 *            {"$double":"1.5"}, {"$number":"1.50"}, {"$json":"…"}, {"$bytes":"base64"},
 *            {"$malformed":"base64"} for text that is not UTF-8
 * </pre>
 */
final class DeadLetterJson {
  private DeadLetterJson() {}

  /** Everything but the record itself. */
  static void head(JsonOut json, DeadLetter letter) {
    RejectedRecord record = letter.record();
    json.field("id", letter.id())
        .field("run", letter.runId())
        .field("table", letter.target())
        .field("collection", record.collection())
        .field("locator", record.locator())
        .field("column", record.column())
        .field("code", record.code().code())
        .field("detail", record.detail());
  }

  /** Everything. */
  static void whole(JsonOut json, DeadLetter letter) {
    RejectedRecord record = letter.record();
    json.object();
    head(json, letter);
    json.field("digest", letter.digestHex())
        .field("encoded", Base64.getEncoder().encodeToString(record.row()))
        .field("raw", Base64.getEncoder().encodeToString(record.raw()))
        .array("values");
    CellCursor cells = new CellCursor();
    cells.reset(record.row(), 0, record.row().length);
    while (cells.next()) {
      value(json, Value.of(cells));
    }
    json.end().end();
  }

  private static void value(JsonOut json, Value value) {
    if (value instanceof Value.Null) {
      json.nothing();
    } else if (value instanceof Value.Bool bool) {
      json.raw(Boolean.toString(bool.value()));
    } else if (value instanceof Value.Int integer) {
      json.raw(Long.toString(integer.value()));
    } else if (value instanceof Value.Real real) {
      json.object().field("$double", Double.toString(real.value())).end();
    } else if (value instanceof Value.Decimal number) {
      json.object().field("$number", number.normalised()).end();
    } else if (value instanceof Value.Text text) {
      json.value(text.value());
    } else if (value instanceof Value.Json text) {
      json.object().field("$json", text.text()).end();
    } else if (value instanceof Value.Bytes bytes) {
      String base64 = Base64.getEncoder().encodeToString(bytes.value());
      json.object().field(bytes.malformedText() ? "$malformed" : "$bytes", base64).end();
    }
  }
}

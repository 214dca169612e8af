package dev.crossfade.files.json;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.value.Utf8;
import dev.crossfade.files.edn.EdnStream;
import dev.crossfade.files.io.Feed;
import dev.crossfade.files.io.Mark;
import dev.crossfade.files.io.Rejects;

/**
 * The values at the top level of an EDN file as records, each in the JSON of {@link DocumentJson}.
 * A record that is rejected keeps its EDN. A key is its name in that JSON, or {@code ~} and its
 * JSON where it can have no name: no two keys are alike.
 */
final class EdnRecords extends JsonRecords {
  private static final byte[] NONE = new byte[0];

  private final EdnStream stream;
  private byte[] json = NONE;
  private byte[] key = NONE;

  EdnRecords(Feed feed, EdnStream stream, Rejects rejects, Mark mark) {
    super(feed, rejects, mark);
    this.stream = stream;
  }

  @Override
  boolean next() {
    before = after();
    while (stream.next()) {
      ordinal++;
      line = stream.linesBehind();
      CrossfadeException fault = stream.fault();
      if (fault == null) {
        fault = encode();
      }
      if (fault == null) {
        return true;
      }
      refuse(fault);
      before = after();
    }
    return false;
  }

  /** Takes the record and its key as JSON; what is wrong when that cannot be. */
  private @org.jspecify.annotations.Nullable CrossfadeException encode() {
    try {
      StringBuilder out = new StringBuilder();
      DocumentJson.encode(stream.value(), out);
      json = Utf8.bytes(out.toString());
      Document name = stream.key();
      key = name == null ? NONE : Utf8.bytes(keyText(name));
    } catch (CrossfadeException e) {
      return e;
    }
    from = 0;
    to = json.length;
    return null;
  }

  private static String keyText(Document key) {
    String name = DocumentJson.name(key);
    return name == null ? "~" + DocumentJson.encode(key) : name;
  }

  private void refuse(CrossfadeException fault) {
    String place = locator() + ", column ";
    String detail = fault.detail();
    int colon = detail.indexOf(": ");
    boolean placed = detail.startsWith("line ") && colon > 0;
    byte[] raw = stream.raw();
    rejects.rejectRecord(
        fault.code(),
        placed ? detail.substring(0, colon) : place + "1",
        placed ? detail.substring(colon + 2) : detail,
        raw,
        0,
        raw.length);
  }

  @Override
  byte[] key() {
    return key;
  }

  @Override
  byte[] data() {
    return json;
  }

  @Override
  Mark after() {
    return new Mark(ordinal, stream.linesBehind(), stream.offset(), 0);
  }

  @Override
  void reject(ErrorCode code, String detail) {
    byte[] raw = stream.raw();
    rejects.rejectRecord(code, locator(), detail, raw, 0, raw.length);
  }

  @Override
  void rejectRow(ErrorCode code, String detail) {
    byte[] raw = stream.raw();
    rejects.reject(code, locator(), detail, raw, 0, raw.length);
  }

  @Override
  String locator() {
    return "line " + stream.line();
  }
}

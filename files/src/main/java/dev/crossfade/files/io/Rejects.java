package dev.crossfade.files.io;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.RejectSink;
import dev.crossfade.core.store.RejectedRecord;
import java.util.Arrays;

/** Hands over records of one collection that are no rows. Counts them. */
public final class Rejects {
  /** How much of a record that is too long is kept. */
  public static final int KEPT_OF_LONG = 1 << 16;

  private static final byte[] NONE = new byte[0];

  private final String collection;
  private final RejectSink sink;
  private final boolean nested;
  private String place = "";
  private long count;

  /** Rejects of a collection go to a sink. */
  public Rejects(String collection, RejectSink sink) {
    this(collection, sink, false);
  }

  private Rejects(String collection, RejectSink sink, boolean nested) {
    this.collection = collection;
    this.sink = sink;
    this.nested = nested;
  }

  /** The same of a collection nested in records that the enclosing collection tells of. */
  public static Rejects ofNested(String collection, RejectSink sink) {
    return new Rejects(collection, sink, true);
  }

  /** Names the file that records come from, where a collection has several. */
  public void from(String file) {
    place = file.isEmpty() ? "" : file + ", ";
  }

  /** How many there were. */
  public long count() {
    return count;
  }

  /** Hands over a record that the enclosing collection cannot read either, unless that tells it. */
  public void rejectRecord(
      ErrorCode code, String locator, String detail, byte[] data, int from, int to) {
    if (!nested) {
      reject(code, locator, detail, data, from, to);
    }
  }

  /** Hands over the record whose bytes lie in {@code data[from, to)}. */
  public void reject(ErrorCode code, String locator, String detail, byte[] data, int from, int to) {
    count++;
    byte[] raw = from == to ? NONE : Arrays.copyOfRange(data, from, to);
    sink.reject(new RejectedRecord(collection, place + locator, null, code, detail, NONE, raw));
  }
}

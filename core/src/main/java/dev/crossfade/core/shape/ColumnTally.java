package dev.crossfade.core.shape;

import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.Tag;
import java.util.LinkedHashMap;
import java.util.Map;

/** The counts of one column. */
// Counts lie in arrays by ordinal: this is the hot path, and no ordinal leaves the class.
@SuppressWarnings("EnumOrdinal")
final class ColumnTally {
  private static final Tag[] TAGS = Tag.values();
  private static final Form[] FORMS = Form.values();

  private final long[] kinds = new long[TAGS.length];
  private final long[] forms = new long[FORMS.length];
  private final DistinctCount distinct = new DistinctCount();
  private final TimestampTally timestamps = new TimestampTally();
  private final TextForms texts = new TextForms(forms, timestamps);
  private final NumberForms numbers = new NumberForms(forms);
  private long absent;
  private long nulCharacters;
  private int maxBytes;

  void add(CellCursor cell) {
    Tag tag = cell.tag();
    kinds[tag.ordinal()]++;
    switch (tag) {
      case NULL -> {
        return;
      }
      case FALSE, TRUE -> distinct.add(tag.ordinal());
      case INTEGER -> {
        long value = cell.longValue();
        numbers.integer(value);
        distinct.add(value);
      }
      case DOUBLE -> {
        double value = cell.doubleValue();
        numbers.real(value);
        distinct.add(Double.doubleToRawLongBits(value) ^ tag.ordinal());
      }
      default -> bytes(tag, cell.data(), cell.offset(), cell.length());
    }
  }

  private void bytes(Tag tag, byte[] data, int offset, int length) {
    if (length > maxBytes) {
      maxBytes = length;
    }
    if (distinct.open()) {
      distinct.add(Bytes.hash(data, offset, length) ^ tag.ordinal());
    }
    switch (tag) {
      case TEXT -> {
        if (Bytes.hasZero(data, offset, length)) {
          nulCharacters++;
        } else {
          texts.add(data, offset, length);
        }
      }
      case NUMBER -> numbers.decimal(data, offset, length);
      case JSON -> texts.json(data, offset, length);
      case BYTES -> {
        if (length == 16) {
          forms[Form.BYTES_UUID.ordinal()]++;
        }
      }
      default -> {}
    }
  }

  /** One of the nulls was a field that is not there. */
  void absent() {
    kinds[Tag.NULL.ordinal()]--;
    absent++;
  }

  Evidence evidence(long rows) {
    long seen = absent;
    Map<String, Long> kindCounts = new LinkedHashMap<>();
    for (int i = 0; i < kinds.length; i++) {
      seen += kinds[i];
      if (kinds[i] > 0 && i != Tag.NULL.ordinal()) {
        kindCounts.put(TAGS[i].name(), kinds[i]);
      }
    }
    Map<String, Long> formCounts = new LinkedHashMap<>();
    for (int i = 0; i < forms.length; i++) {
      if (forms[i] > 0) {
        formCounts.put(FORMS[i].name(), forms[i]);
      }
    }
    timestamps.putInto(formCounts);
    return new Evidence(
        rows,
        kinds[Tag.NULL.ordinal()],
        absent + rows - seen,
        Map.copyOf(kindCounts),
        Map.copyOf(formCounts),
        numbers.min(),
        numbers.max(),
        maxBytes,
        nulCharacters,
        distinct.count());
  }
}

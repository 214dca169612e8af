package dev.crossfade.core.hybrid;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;

/** The values of a column of an attribute: which ones it takes, and as which raw values. */
final class AttributeCell {
  /** As {@link Instant#toString} prints the years 1 to 9999. */
  private static final TimestampForm MOMENTS =
      new TimestampForm('T', TimestampForm.Fraction.GROUPS_OF_THREE, TimestampForm.Zone.Z);

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999Z").plusNanos(1000);

  /** {@link UUID#fromString} takes shorter texts too. */
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private AttributeCell() {}

  static Conversion conversion(AttributeType type) {
    return switch (type) {
      case TEXT, KEYWORD -> Conversion.of(Conversion.Kind.TEXT);
      case BIGINT -> Conversion.of(Conversion.Kind.INTEGER);
      case DOUBLE -> Conversion.of(Conversion.Kind.DOUBLE);
      case BOOLEAN -> Conversion.of(Conversion.Kind.BOOLEAN);
      case TIMESTAMPTZ -> new Conversion(Conversion.Kind.TEXT_TIMESTAMPTZ, MOMENTS);
      case UUID -> Conversion.of(Conversion.Kind.TEXT_UUID);
    };
  }

  /** Whether the column holds a value equal, here and on the way back to any source. */
  static boolean takes(AttributeType type, Document value) {
    return switch (type) {
      case TEXT -> value instanceof Document.Text && DocumentJson.name(value) != null;
      case KEYWORD -> value instanceof Document.Keyword;
      case BIGINT -> value instanceof Document.Int;
      // Not-a-number is no raw value: neither SQLite nor JSON has it.
      case DOUBLE -> value instanceof Document.Real real && !Double.isNaN(real.value());
      case BOOLEAN -> value instanceof Document.Bool;
      case TIMESTAMPTZ -> value instanceof Document.Moment moment && takes(moment.value());
      case UUID -> value instanceof Document.Uuid;
    };
  }

  private static boolean takes(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MICROS).equals(moment)
        && !moment.isBefore(FIRST)
        && moment.isBefore(END);
  }

  /** Adds a value that the column takes to a row. */
  static void put(RowBatch row, Document value) {
    if (value instanceof Document.Text text) {
      row.putText(text.value());
    } else if (value instanceof Document.Keyword keyword) {
      row.putText(keyword.text());
    } else if (value instanceof Document.Int integer) {
      row.putLong(integer.value());
    } else if (value instanceof Document.Real real) {
      row.putDouble(real.value());
    } else if (value instanceof Document.Bool bool) {
      row.putBoolean(bool.value());
    } else if (value instanceof Document.Moment moment) {
      row.putText(moment.value().toString());
    } else if (value instanceof Document.Uuid uuid) {
      row.putText(uuid.value().toString());
    } else {
      throw new IllegalArgumentException("expected the value of an attribute");
    }
  }

  /**
   * The inverse of {@link #put}.
   *
   * @throws IllegalArgumentException when no document has the value
   */
  static Document read(AttributeType type, Value cell) {
    if (cell instanceof Value.Int integer && type == AttributeType.BIGINT) {
      return new Document.Int(integer.value());
    }
    if (cell instanceof Value.Real real && type == AttributeType.DOUBLE) {
      return new Document.Real(real.value());
    }
    if (cell instanceof Value.Bool bool && type == AttributeType.BOOLEAN) {
      return new Document.Bool(bool.value());
    }
    if (cell instanceof Value.Text text) {
      return read(type, text.value());
    }
    throw new IllegalArgumentException("expected the raw value of the column's type");
  }

  private static Document read(AttributeType type, String text) {
    return switch (type) {
      case TEXT -> new Document.Text(text);
      case KEYWORD -> new Document.Keyword(text);
      case TIMESTAMPTZ -> new Document.Moment(moment(text));
      case UUID -> new Document.Uuid(uuid(text));
      default -> throw new IllegalArgumentException("expected no text");
    };
  }

  private static Instant moment(String text) {
    Instant moment;
    try {
      moment = Instant.parse(text);
    } catch (DateTimeParseException holdsTheText) {
      throw new IllegalArgumentException("expected a moment");
    }
    // It is the same text but where a second was a leap second.
    if (!takes(moment) || !moment.toString().equals(text)) {
      throw new IllegalArgumentException("expected a moment in the years 1 to 9999");
    }
    return moment;
  }

  private static UUID uuid(String text) {
    if (!UUID_TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("expected a UUID in lower case");
    }
    return UUID.fromString(text);
  }
}

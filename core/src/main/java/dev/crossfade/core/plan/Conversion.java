package dev.crossfade.core.plan;

import dev.crossfade.core.shape.TimestampForm;
import org.jspecify.annotations.Nullable;

/**
 * What a raw value becomes in PostgreSQL, and thereby what it becomes again. A value that does not
 * come back equal does not fit and is a reject.
 *
 * @param kind the rule
 * @param timestamps how timestamps are written in the source; null unless the kind needs it
 */
public record Conversion(Kind kind, @Nullable TimestampForm timestamps) {

  /** A conversion whose kind needs nothing more. */
  public static Conversion of(Kind kind) {
    return new Conversion(kind, null);
  }

  /** The rules. Each accepts exactly the raw kinds in its comment, and null. */
  public enum Kind {
    /** INTEGER. */
    INTEGER("bigint", true),
    /** INTEGER 0 or 1. */
    INTEGER_FLAG("boolean", true),
    /** INTEGER, seconds since 1970. */
    EPOCH_SECONDS("timestamp with time zone", true),
    /** INTEGER, milliseconds since 1970. */
    EPOCH_MILLIS("timestamp with time zone", true),
    /** DOUBLE. */
    DOUBLE("double precision", true),
    /**
     * DOUBLE, Julian day, where the day printed from the microsecond is the same double: {@code
     * 2440587.5 + microseconds since 1970 / 86400000000}, rounded once. Not ordered: about forty
     * microseconds share a double.
     */
    JULIAN_DAY("timestamp with time zone", false),
    /**
     * INTEGER and DOUBLE of SQLite. Comes back as INTEGER when it is integral and within 2^53, else
     * as DOUBLE; -0.0 comes back as DOUBLE.
     */
    INTEGER_DOUBLE("double precision", false),
    /**
     * INTEGER and NUMBER of files, exact as a double. Comes back as INTEGER when it is integral and
     * within 2^53, else as the NUMBER that the double prints.
     */
    NUMBER_DOUBLE("double precision", false),
    /** INTEGER and NUMBER, every digit of value kept. */
    NUMBER_DECIMAL("numeric", false),
    /** FALSE, TRUE. */
    BOOLEAN("boolean", true),
    /** TEXT. */
    TEXT("text", true),
    /** TEXT, canonical integer. */
    TEXT_INTEGER("bigint", false),
    /** TEXT, shortest print of a double. */
    TEXT_DOUBLE("double precision", false),
    /** TEXT, plain decimal; digits behind the point kept as written. */
    TEXT_DECIMAL("numeric", false),
    /** TEXT t or f. */
    TEXT_T_F("boolean", true),
    /** TEXT Y or N. */
    TEXT_Y_N("boolean", false),
    /** TEXT true or false. */
    TEXT_TRUE_FALSE("boolean", true),
    /** TEXT of one {@link TimestampForm}; local time is taken as UTC. */
    TEXT_TIMESTAMPTZ("timestamp with time zone", true),
    /** TEXT of one {@link TimestampForm} without zone. */
    TEXT_TIMESTAMP("timestamp without time zone", true),
    /** TEXT yyyy-MM-dd. */
    TEXT_DATE("date", true),
    /** TEXT, lower-case UUID. */
    TEXT_UUID("uuid", true),
    /** BYTES of length 16. */
    BYTES_UUID("uuid", true),
    /** TEXT that is JSON; compared as data. */
    TEXT_JSONB("jsonb", false),
    /** TEXT that is JSON; kept to the letter. */
    TEXT_JSON("json", false),
    /** JSON; compared as data. */
    JSONB("jsonb", false),
    /** JSON that jsonb does not hold equal; compared as data. */
    JSON("json", false),
    /** BYTES. */
    BYTES("bytea", true),
    /** TEXT or MALFORMED, as its bytes; comes back as TEXT where it is valid UTF-8. */
    TEXT_BYTES("bytea", true),
    /** TEXT with {@code \} written as {@code \\} and U+0000 as {@code \0}. */
    TEXT_ESCAPED("text", false),
    /** INTEGER, DOUBLE and TEXT where no text looks like a number; numbers as their print. */
    MIXED_TEXT("text", false),
    /**
     * Every kind: integers and numbers as JSON numbers, doubles with a point or exponent, text as
     * string, bytes as {@code {"$bytes":"base64"}}, malformed text as {@code
     * {"$malformed":"base64"}}, infinities and NaN as {@code {"$double":"Infinity"}}.
     */
    MIXED_JSON("json", false);

    private final String type;
    private final boolean ordered;

    Kind(String type, boolean ordered) {
      this.type = type;
      this.ordered = ordered;
    }

    /** PostgreSQL's name of the type, as {@code format_type} prints it. */
    public String type() {
      return type;
    }

    /** Whether the order is kept, except for timestamps: see {@link Conversion#ordered}. */
    public boolean ordered() {
      return ordered;
    }

    /** Whether equality is that of JSON data. */
    public boolean comparesJsonData() {
      return this == TEXT_JSONB || this == JSONB || this == JSON;
    }

    /** Whether {@link Conversion#timestamps} is needed. */
    public boolean needsTimestampForm() {
      return this == TEXT_TIMESTAMP || this == TEXT_TIMESTAMPTZ;
    }
  }

  /** PostgreSQL's name of the type. */
  public String type() {
    return kind.type();
  }

  /** Whether the target orders the values as {@link dev.crossfade.core.value.KeyOrder} does. */
  public boolean ordered() {
    return kind.ordered() && (timestamps == null || timestamps.ordered());
  }
}

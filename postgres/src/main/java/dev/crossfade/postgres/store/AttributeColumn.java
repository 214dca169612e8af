package dev.crossfade.postgres.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.hybrid.AttributeType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of attributes as the driver takes and gives them. */
final class AttributeColumn {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private AttributeColumn() {}

  /** Text that PostgreSQL reads as the value. */
  static String text(Document value) {
    if (value instanceof Document.Text text) {
      return text.value();
    }
    if (value instanceof Document.Keyword keyword) {
      return keyword.text();
    }
    if (value instanceof Document.Int integer) {
      return Long.toString(integer.value());
    }
    if (value instanceof Document.Real real) {
      return Double.toString(real.value());
    }
    if (value instanceof Document.Bool bool) {
      return Boolean.toString(bool.value());
    }
    if (value instanceof Document.Moment moment) {
      return moment.value().toString();
    }
    if (value instanceof Document.Uuid uuid) {
      return uuid.value().toString();
    }
    throw new IllegalArgumentException("expected the value of an attribute");
  }

  /**
   * The value of a column, or null.
   *
   * @throws IllegalArgumentException when no document has it
   */
  static @Nullable Document read(ResultSet row, int column, AttributeType type)
      throws SQLException {
    Document value =
        switch (type) {
          case TEXT -> {
            String text = row.getString(column);
            yield text == null ? null : new Document.Text(text);
          }
          case KEYWORD -> {
            String text = row.getString(column);
            yield text == null ? null : new Document.Keyword(text);
          }
          case BIGINT -> new Document.Int(row.getLong(column));
          case DOUBLE -> new Document.Real(row.getDouble(column));
          case BOOLEAN -> new Document.Bool(row.getBoolean(column));
          case TIMESTAMPTZ -> {
            OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
            yield moment == null ? null : new Document.Moment(within(moment));
          }
          case UUID -> {
            UUID uuid = row.getObject(column, UUID.class);
            yield uuid == null ? null : new Document.Uuid(uuid);
          }
        };
    return row.wasNull() ? null : value;
  }

  /** The driver gives the least and the greatest moment that it has for infinity. */
  private static Instant within(OffsetDateTime moment) {
    Instant instant = moment.toInstant();
    if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
      throw new IllegalArgumentException("expected a moment in the years 1 to 9999");
    }
    return instant;
  }
}

package dev.crossfade.core.plan;

import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.TimestampForm;

/** The rules for columns in which no value was seen: the declared type decides, else text. */
final class EmptyRules {
  private static final TimestampForm SQLITE_DATETIME =
      new TimestampForm(' ', TimestampForm.Fraction.NONE, TimestampForm.Zone.NONE);

  private EmptyRules() {}

  static Choice choice(ColumnShape column, String format) {
    String type = NameHints.declared(column);
    if (!format.equals("sqlite") || type.isEmpty()) {
      return Choice.of(Kind.TEXT, "");
    }
    String why = "declared " + column.declaredType();
    if (type.contains("BOOL")) {
      return Choice.of(Kind.INTEGER_FLAG, why);
    }
    if (type.contains("DATETIME") || type.contains("TIMESTAMP")) {
      return new Choice(new Conversion(Kind.TEXT_TIMESTAMPTZ, SQLITE_DATETIME), why);
    }
    if (type.equals("DATE")) {
      return Choice.of(Kind.TEXT_DATE, why);
    }
    if (type.contains("JSON")) {
      return Choice.of(Kind.TEXT_JSONB, why);
    }
    if (NameHints.uuid(column)) {
      return Choice.of(Kind.TEXT_UUID, why);
    }
    return plain(column, why);
  }

  /** By SQLite's rules of affinity (https://sqlite.org/datatype3.html, section 3.1). */
  static Choice plain(ColumnShape column, String why) {
    String type = NameHints.declared(column);
    if (type.contains("INT") || type.contains("BOOL")) {
      return Choice.of(Kind.INTEGER, why);
    }
    if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
      return Choice.of(Kind.TEXT, why);
    }
    if (type.contains("BLOB")) {
      return Choice.of(Kind.BYTES, why);
    }
    if (type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB")) {
      return Choice.of(Kind.DOUBLE, why);
    }
    return Choice.of(NameHints.decimal(column) ? Kind.NUMBER_DECIMAL : Kind.TEXT, why);
  }
}

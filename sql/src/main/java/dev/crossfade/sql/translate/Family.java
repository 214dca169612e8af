package dev.crossfade.sql.translate;

/** The types of PostgreSQL, as far as their operators differ. */
enum Family {
  BOOLEAN("boolean"),
  /** Four bytes: literals and lengths. */
  SHORT("integer"),
  INTEGER("bigint"),
  NUMERIC("numeric"),
  DOUBLE("double precision"),
  TEXT("text"),
  BYTES("bytea"),
  TIMESTAMPTZ("timestamp with time zone"),
  TIMESTAMP("timestamp without time zone"),
  DATE("date"),
  UUID("uuid"),
  JSONB("jsonb"),
  JSON("json"),
  /** NULL or a parameter: takes the type of its surroundings. */
  UNKNOWN("text");

  private final String type;

  Family(String type) {
    this.type = type;
  }

  String type() {
    return type;
  }

  boolean numeric() {
    return this == SHORT || this == INTEGER || this == NUMERIC || this == DOUBLE;
  }

  boolean whole() {
    return this == SHORT || this == INTEGER;
  }

  boolean json() {
    return this == JSONB || this == JSON;
  }

  static Family of(String type) {
    for (Family family : values()) {
      if (family.type.equals(type)) {
        return family;
      }
    }
    throw new Refusal("uses the type " + type, "Write it again by hand.");
  }
}

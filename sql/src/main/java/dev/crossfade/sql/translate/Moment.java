package dev.crossfade.sql.translate;

/**
 * A moment in PostgreSQL's SQL.
 *
 * @param utc a timestamp without time zone, in UTC, as an operand
 * @param instant the same as a timestamp with time zone, as an operand
 */
record Moment(String utc, String instant) {

  static Moment ofUtc(String utc) {
    return new Moment(utc, "(" + utc + " AT TIME ZONE 'UTC')");
  }

  static Moment ofInstant(String instant) {
    return new Moment("(" + instant + " AT TIME ZONE 'UTC')", instant);
  }

  /** Seconds since 1970, with their fraction; immutable, because it does not ask for the zone. */
  String epoch() {
    return "extract(epoch FROM " + utc + ")";
  }

  String wholeEpoch() {
    return "floor(" + epoch() + ")::bigint";
  }

  /** Milliseconds since 1970. */
  String millis() {
    return "floor(" + epoch() + " * 1000)::bigint";
  }

  String julianDay() {
    return "(" + epoch() + "::double precision / 86400.0 + 2440587.5)";
  }
}

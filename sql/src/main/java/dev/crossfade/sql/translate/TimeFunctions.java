package dev.crossfade.sql.translate;

import dev.crossfade.core.plan.Conversion;
import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.dialect.Expression;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The date and time functions of SQLite; all of them reckon in UTC. */
final class TimeFunctions {
  private static final Moment NOW = Moment.ofInstant("now()");
  private static final Pattern SHIFT =
      Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?) *(second|minute|hour|day|month|year)s?");
  private static final String ADVICE = "Write it again by hand with PostgreSQL's date functions.";

  private final Writer writer;
  private final Scope scope;

  TimeFunctions(Writer writer) {
    this.writer = writer;
    this.scope = writer.scope;
  }

  /** CURRENT_DATE, CURRENT_TIME, CURRENT_TIMESTAMP. */
  Piece current(String word) {
    String name =
        word.equals("CURRENT_TIMESTAMP") ? "datetime" : AsciiCase.lower(word.substring(8));
    return call(name, List.of());
  }

  /** A call of datetime, date, time, strftime, unixepoch or julianday. */
  Piece call(String name, List<Expression> arguments) {
    if (!name.equals("strftime")) {
      return print(name, moment(arguments), arguments);
    }
    if (arguments.isEmpty() || !(arguments.get(0) instanceof Expression.StringLiteral format)) {
      throw new Refusal("uses strftime with a format that is no literal", ADVICE);
    }
    Moment moment = moment(arguments.subList(1, arguments.size()));
    return switch (format.value()) {
      case "%s" -> Piece.atom(moment.wholeEpoch(), Family.INTEGER);
      case "%J" -> Piece.atom(moment.julianDay(), Family.DOUBLE);
      default -> printed(moment, format.value());
    };
  }

  private Piece print(String name, Moment moment, List<Expression> arguments) {
    boolean subsecond = arguments.stream().anyMatch(TimeFunctions::isSubsecond);
    String seconds = subsecond ? "%f" : "%S";
    return switch (name) {
      case "datetime" -> printed(moment, "%Y-%m-%d %H:%M:" + seconds);
      case "date" -> printed(moment, "%Y-%m-%d");
      case "time" -> printed(moment, "%H:%M:" + seconds);
      case "julianday" ->
          Piece.atom(moment.julianDay(), Family.DOUBLE).from(new Piece.FromMoment(moment));
      default ->
          subsecond
              ? Piece.atom("(" + moment.epoch() + "::double precision)", Family.DOUBLE)
              : Piece.atom(moment.wholeEpoch(), Family.INTEGER);
    };
  }

  private Piece printed(Moment moment, String format) {
    Piece text = new TimeFormat(scope).print(moment.utc(), format);
    if (!format.startsWith("%Y-%m-%d")) {
      return text;
    }
    boolean time = format.contains("%H:%M:%");
    String unit = !time ? "day" : format.contains("%f") ? "milliseconds" : "second";
    return text.from(new Piece.FromMoment(truncated(moment, unit)));
  }

  private static Moment truncated(Moment moment, String unit) {
    String utc = "date_trunc('" + unit + "', " + moment.utc() + ")";
    return moment.equals(NOW) && !unit.equals("day")
        ? new Moment(utc, "date_trunc('" + unit + "', now())")
        : Moment.ofUtc(utc);
  }

  private static boolean isSubsecond(Expression argument) {
    return argument instanceof Expression.StringLiteral text
        && AsciiCase.lower(text.value()).startsWith("subsec");
  }

  private Moment moment(List<Expression> arguments) {
    Moment moment = base(arguments);
    for (int i = 1; i < arguments.size(); i++) {
      if (!(arguments.get(i) instanceof Expression.StringLiteral modifier)) {
        throw new Refusal("uses a date modifier that is no literal", ADVICE);
      }
      moment = modified(moment, AsciiCase.lower(modifier.value().strip()), i);
    }
    return moment;
  }

  private Moment base(List<Expression> arguments) {
    if (arguments.isEmpty() || isSubsecond(arguments.get(0))) {
      return now();
    }
    Expression first = arguments.get(0);
    if (first instanceof Expression.StringLiteral text) {
      String value = AsciiCase.lower(text.value());
      return value.equals("now") ? now() : literal(text.value());
    }
    boolean seconds =
        arguments.size() > 1
            && arguments.get(1) instanceof Expression.StringLiteral modifier
            && AsciiCase.lower(modifier.value()).equals("unixepoch");
    return base(writer.value(first), seconds);
  }

  private Moment now() {
    scope.requireVolatileAllowed("the present time");
    return NOW;
  }

  private static Moment literal(String text) {
    String value = TimestampText.utc(text);
    if (value == null) {
      throw new Refusal("uses a date that cannot be read", ADVICE);
    }
    return Moment.ofUtc("TIMESTAMP '" + value + "'");
  }

  private Moment base(Piece piece, boolean seconds) {
    Conversion conversion = piece.conversion();
    boolean epoch = conversion != null && conversion.kind() == Conversion.Kind.EPOCH_SECONDS;
    boolean millis = conversion != null && conversion.kind() == Conversion.Kind.EPOCH_MILLIS;
    Moment already = piece.moment();
    if (already != null && !piece.family().numeric()) {
      return already;
    }
    Moment column = Forms.moment(piece);
    if (column != null && !millis && seconds == epoch) {
      return column;
    }
    if (piece.family() == Family.TEXT) {
      scope.requireQuery("a date read out of text");
      scope.note("Text is read as a timestamp; where it is none the query fails.");
      return Moment.ofUtc(piece.operand() + "::timestamp");
    }
    String number = writer.forms.number(piece).operand();
    return Moment.ofInstant(
        seconds
            ? "to_timestamp(" + number + ")"
            : "to_timestamp((" + number + " - 2440587.5) * 86400.0)");
  }

  private Moment modified(Moment moment, String modifier, int position) {
    Matcher shift = SHIFT.matcher(modifier);
    if (shift.matches()) {
      return shifted(moment, shift.group(1), shift.group(2));
    }
    return switch (modifier) {
      case "unixepoch", "auto" -> {
        if (position != 1 || modifier.equals("auto")) {
          throw new Refusal("uses the modifier '" + modifier + "'", ADVICE);
        }
        yield moment;
      }
      case "subsec", "subsecond" -> moment;
      case "start of day" -> truncated(moment, "day");
      case "start of month" -> Moment.ofUtc("date_trunc('month', " + moment.utc() + ")");
      case "start of year" -> Moment.ofUtc("date_trunc('year', " + moment.utc() + ")");
      case "localtime" -> local(moment);
      default -> throw new Refusal("uses the modifier '" + modifier + "'", ADVICE);
    };
  }

  private Moment local(Moment moment) {
    scope.requireVolatileAllowed("the local time");
    scope.note("'localtime' is the time zone of the session in PostgreSQL.");
    return Moment.ofUtc(moment.equals(NOW) ? "LOCALTIMESTAMP" : moment.instant() + "::timestamp");
  }

  private Moment shifted(Moment moment, String amount, @Nullable String unit) {
    if ("month".equals(unit) || "year".equals(unit)) {
      scope.note(
          "A month added to the 31st ends on the last day of the next month; in SQLite it runs"
              + " over into the month after.");
    }
    String sign = amount.startsWith("-") ? "-" : "+";
    String digits = amount.replaceFirst("^[+-]", "");
    String sql = "(" + moment.utc() + " " + sign + " INTERVAL '" + digits + " " + unit + "')";
    return Moment.ofUtc(sql);
  }
}

package dev.crossfade.core.plan;

import dev.crossfade.core.shape.ColumnShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a column's declared type, default and name say it is for. */
final class NameHints {
  private static final Set<String> FLAG_STARTS =
      Set.of(
          "is",
          "has",
          "can",
          "was",
          "should",
          "must",
          "allow",
          "allows",
          "use",
          "uses",
          "show",
          "enable",
          "disable",
          "needs",
          "requires",
          "did",
          "does",
          "are",
          "will");
  private static final Set<String> FLAG_ENDS =
      Set.of(
          "flag",
          "enabled",
          "disabled",
          "active",
          "inactive",
          "activated",
          "deleted",
          "removed",
          "archived",
          "visible",
          "hidden",
          "public",
          "private",
          "verified",
          "confirmed",
          "locked",
          "unlocked",
          "banned",
          "blocked",
          "published",
          "completed",
          "complete",
          "done",
          "paid",
          "approved",
          "read",
          "unread",
          "seen",
          "starred",
          "pinned",
          "favorite",
          "favourite",
          "default",
          "required",
          "optional",
          "open",
          "closed",
          "resolved",
          "success",
          "successful",
          "failed",
          "valid",
          "invalid",
          "available",
          "featured",
          "muted",
          "admin",
          "superuser",
          "staff",
          "subscribed",
          "processed",
          "sent",
          "synced",
          "dirty");
  private static final Set<String> TIME_TOKENS =
      Set.of(
          "at",
          "on",
          "created",
          "updated",
          "modified",
          "changed",
          "expires",
          "expiry",
          "expired",
          "started",
          "ended",
          "finished",
          "completed",
          "timestamp",
          "ts",
          "when",
          "since",
          "until",
          "birthday",
          "dob",
          "day",
          "seen",
          "login",
          "deadline",
          "due",
          "published",
          "deleted",
          "added",
          "joined",
          "sent",
          "received",
          "begin",
          "end",
          "start",
          "utc",
          "last");

  private NameHints() {}

  /** Why the column is a flag, or an empty string. */
  static String flag(ColumnShape column) {
    if (declared(column).contains("BOOL")) {
      return "declared " + column.declaredType();
    }
    List<String> tokens = tokens(column.source());
    if (tokens.isEmpty()) {
      return "";
    }
    boolean named =
        (tokens.size() > 1 && FLAG_STARTS.contains(tokens.get(0)))
            || FLAG_ENDS.contains(tokens.get(tokens.size() - 1));
    return named ? "the name is that of a flag" : "";
  }

  /** Why the column holds moments or days, or an empty string. */
  static String time(ColumnShape column) {
    String type = declared(column);
    if (type.contains("DATE") || type.contains("TIME")) {
      return "declared " + column.declaredType();
    }
    String expression = column.defaultExpression();
    if (expression != null && isClock(expression.toLowerCase(Locale.ROOT))) {
      return "its default is the current time";
    }
    String name = column.source().toLowerCase(Locale.ROOT);
    boolean named = name.contains("date") || name.contains("time");
    for (String token : tokens(column.source())) {
      named |= TIME_TOKENS.contains(token);
    }
    return named ? "the name is that of a time" : "";
  }

  /** Whether the declared type is that of a UUID. */
  static boolean uuid(ColumnShape column) {
    String type = declared(column);
    return type.contains("UUID") || type.contains("GUID") || type.contains("UNIQUEIDENTIFIER");
  }

  /** Whether the declared type is one of decimals. */
  static boolean decimal(ColumnShape column) {
    String type = declared(column);
    return type.contains("DEC") || type.contains("NUMERIC") || type.contains("MONEY");
  }

  /** The declared type in upper case. */
  static String declared(ColumnShape column) {
    return column.declaredType().toUpperCase(Locale.ROOT);
  }

  private static boolean isClock(String expression) {
    return expression.contains("datetime(")
        || expression.contains("current_timestamp")
        || expression.contains("current_date")
        || expression.contains("strftime(")
        || expression.contains("date(");
  }

  /** The words of a name: split at anything but letters and digits, and at humps. */
  private static List<String> tokens(String name) {
    List<String> tokens = new ArrayList<>();
    StringBuilder token = new StringBuilder();
    for (int i = 0; i <= name.length(); i++) {
      char c = i < name.length() ? name.charAt(i) : '_';
      boolean hump = i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1));
      if ((hump || !Character.isLetterOrDigit(c)) && token.length() > 0) {
        tokens.add(token.toString().toLowerCase(Locale.ROOT));
        token.setLength(0);
      }
      if (Character.isLetterOrDigit(c)) {
        token.append(c);
      }
    }
    return tokens;
  }
}

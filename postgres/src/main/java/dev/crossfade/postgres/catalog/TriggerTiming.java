package dev.crossfade.postgres.catalog;

import java.util.ArrayList;
import java.util.List;

/** The words of SQL for {@code pg_trigger.tgtype}. */
final class TriggerTiming {
  private static final int BEFORE = 2;
  private static final int INSERT = 4;
  private static final int DELETE = 8;
  private static final int UPDATE = 16;
  private static final int TRUNCATE = 32;
  private static final int INSTEAD = 64;

  private TriggerTiming() {}

  static String of(int type, List<String> columns) {
    List<String> events = new ArrayList<>();
    if ((type & INSERT) != 0) {
      events.add("INSERT");
    }
    if ((type & DELETE) != 0) {
      events.add("DELETE");
    }
    if ((type & UPDATE) != 0) {
      events.add(columns.isEmpty() ? "UPDATE" : "UPDATE OF " + String.join(", ", columns));
    }
    if ((type & TRUNCATE) != 0) {
      events.add("TRUNCATE");
    }
    String when = (type & INSTEAD) != 0 ? "INSTEAD OF" : (type & BEFORE) != 0 ? "BEFORE" : "AFTER";
    return when + " " + String.join(" OR ", events);
  }
}

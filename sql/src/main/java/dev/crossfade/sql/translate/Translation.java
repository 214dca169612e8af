package dev.crossfade.sql.translate;

import java.util.List;

/** What became of an expression or a query. */
public sealed interface Translation {

  /**
   * It means the same in PostgreSQL, but for what the notes say.
   *
   * @param sql PostgreSQL's SQL
   * @param notes what a careful reader should know, one sentence each
   */
  record Translated(String sql, List<String> notes) implements Translation {
    /** Copies the list. */
    public Translated {
      notes = List.copyOf(notes);
    }
  }

  /**
   * It cannot be written again without changing what it means.
   *
   * @param reason why, as a clause without a full stop
   * @param advice what the user can do, one sentence
   */
  record Refused(String reason, String advice) implements Translation {}
}

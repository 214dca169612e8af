package dev.crossfade.sql.translate;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one translation needs all the way down. */
final class Scope {

  /** Finds what a name stands for. */
  @FunctionalInterface
  interface Names {
    @Nullable Piece find(@Nullable String table, String name);
  }

  final Names names;
  final TableResolver tables;
  final Purpose purpose;
  final int serverVersion;
  final Set<String> notes;

  Scope(Names names, TableResolver tables, Purpose purpose, int serverVersion) {
    this(names, tables, purpose, serverVersion, new LinkedHashSet<>());
  }

  private Scope(
      Names names, TableResolver tables, Purpose purpose, int serverVersion, Set<String> notes) {
    this.names = names;
    this.tables = tables;
    this.purpose = purpose;
    this.serverVersion = serverVersion;
    this.notes = notes;
  }

  /** The same translation, one query further in. */
  Scope within(Names innerNames, TableResolver innerTables) {
    return new Scope(innerNames, innerTables, purpose, serverVersion, notes);
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  /** Refuses where PostgreSQL takes only immutable functions. */
  void requireVolatileAllowed(String what) {
    if (purpose.immutable()) {
      throw new Refusal(
          what + " depends on more than the row, which PostgreSQL does not take here",
          "Leave it out of the index or generated column, or compute it in a trigger or a view.");
    }
  }

  void requireQuery(String what) {
    if (purpose != Purpose.QUERY) {
      throw new Refusal(what + " cannot stand here", "Use a view or a trigger.");
    }
  }
}

package dev.crossfade.sql.dialect;

import dev.crossfade.sql.schema.ForeignKeyModel.Action;
import dev.crossfade.sql.schema.ForeignKeyModel.Rules;
import dev.crossfade.sql.schema.ForeignKeyModel.Timing;

/** Reads what follows the parent's columns in a foreign key. */
final class ForeignKeyRulesParser {
  private final TokenReader reader;
  private Action onUpdate = Action.NO_ACTION;
  private Action onDelete = Action.NO_ACTION;
  private Timing timing = Timing.NOT_DEFERRABLE;

  ForeignKeyRulesParser(TokenReader reader) {
    this.reader = reader;
  }

  Rules rules() {
    boolean more = true;
    while (more) {
      if (reader.acceptWords("ON", "UPDATE")) {
        onUpdate = action();
      } else if (reader.acceptWords("ON", "DELETE")) {
        onDelete = action();
      } else if (reader.acceptWords("ON", "INSERT")) {
        action(); // read and left out by SQLite too
      } else if (reader.acceptWords("MATCH")) {
        reader.expectName(); // SQLite reads it and does nothing with it
      } else {
        more = timing();
      }
    }
    return new Rules(onUpdate, onDelete, timing);
  }

  private Action action() {
    for (Action action : Action.values()) {
      if (reader.acceptWords(action.sql().split(" "))) {
        return action;
      }
    }
    throw reader.fault("expected an action of a foreign key");
  }

  private boolean timing() {
    boolean not = reader.atWords("NOT", "DEFERRABLE");
    if (not) {
      reader.acceptWords("NOT");
    }
    if (!reader.acceptWords("DEFERRABLE")) {
      return false;
    }
    boolean deferred = reader.acceptWords("INITIALLY", "DEFERRED");
    if (!deferred) {
      reader.acceptWords("INITIALLY", "IMMEDIATE");
    }
    timing =
        not
            ? Timing.NOT_DEFERRABLE
            : deferred ? Timing.INITIALLY_DEFERRED : Timing.INITIALLY_IMMEDIATE;
    return true;
  }
}

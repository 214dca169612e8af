package dev.crossfade.move;

import dev.crossfade.core.store.Ledger;
import dev.crossfade.core.verify.DeadRows;

/** The dead letters of a table as rows that the target rightly lacks. */
final class DeadLetters {
  private DeadLetters() {}

  static DeadRows rows(Ledger ledger, String runId, String table) {
    DeadRows dead = new DeadRows();
    ledger.deadLetters(
        runId,
        table,
        letter -> {
          if (!letter.digestHex().isEmpty()) {
            dead.add(letter.digestHex());
          }
        });
    return dead;
  }
}

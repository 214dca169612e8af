package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.live.Migration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Does the same with each migration that is meant, one after the other. The result of one is a JSON
 * document of its own; that of several is an array of them, {@code plans}, each with its source as
 * {@code of}.
 */
final class Each {
  private Each() {}

  /**
   * What was done with one.
   *
   * @param outcome how it ended
   * @param fields writes its fields
   * @param text prints it for people
   */
  record Done(Outcome outcome, Consumer<JsonOut> fields, Runnable text) {
    /** One that went well. */
    static Done of(Session session, Consumer<JsonOut> fields, String text) {
      return new Done(Outcome.DONE, fields, () -> session.print(text));
    }
  }

  /** The work. */
  @FunctionalInterface
  interface Work {
    /** Does it with one. */
    Done run(Migration migration);
  }

  /**
   * Does it.
   *
   * @return the first outcome that is not good, or that it is
   */
  static Outcome run(Session session, List<Migration> meant, Work work) {
    List<Done> all = new ArrayList<>();
    for (Migration migration : meant) {
      Done done = work.run(migration);
      all.add(done);
      if (!session.json()) {
        if (meant.size() > 1) {
          session.print(session.style().bold(migration.record().source()));
        }
        done.text().run();
      }
    }
    if (session.json()) {
      session.print(json -> document(json, meant, all));
    }
    return all.stream()
        .map(Done::outcome)
        .filter(outcome -> outcome != Outcome.DONE)
        .findFirst()
        .orElse(Outcome.DONE);
  }

  private static void document(JsonOut json, List<Migration> meant, List<Done> all) {
    json.object();
    if (all.size() == 1) {
      all.get(0).fields().accept(json);
    } else {
      json.array("plans");
      for (int i = 0; i < all.size(); i++) {
        json.object().field("of", meant.get(i).record().source());
        all.get(i).fields().accept(json);
        json.end();
      }
      json.end();
    }
    json.end();
  }
}

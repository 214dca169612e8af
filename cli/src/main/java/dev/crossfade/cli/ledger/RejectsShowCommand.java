package dev.crossfade.cli.ledger;

import dev.crossfade.cli.data.RunNames;
import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.DeadLetter;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rejects show}. */
@Command(
    name = "show",
    description = "Shows one dead letter with its record, values included, as JSON.",
    footer = {
      "  ./crossfade rejects show latest",
      "  ./crossfade rejects show 20260101T120000-ab12cd 7 --json"
    })
final class RejectsShowCommand implements Action {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run's id, or latest.")
  String name = RunNames.LATEST;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ID",
      description = "The number that rejects list shows; the run's first when left out.")
  @Nullable Long id;

  @Mixin TargetOptions target = new TargetOptions();

  @Override
  public Outcome run(Session session) {
    try (OpenLedger ledger = new OpenLedger(session, target)) {
      String run = ledger.run(name).id();
      AtomicReference<DeadLetter> found = new AtomicReference<>();
      ledger
          .target()
          .ledger()
          .deadLetters(
              run,
              "",
              letter -> {
                if (id == null || letter.id() == id) {
                  found.compareAndSet(null, letter);
                }
              });
      DeadLetter letter = found.get();
      if (letter == null) {
        String asked = id == null ? "no dead letters in run " : "dead letter " + id + " of run ";
        throw new CrossfadeException(ErrorCode.CF_1109, asked + run);
      }
      JsonOut json = new JsonOut(session.surroundings().out(), !session.json());
      DeadLetterJson.whole(json, letter);
      json.close();
      session.print("");
    }
    return Outcome.DONE;
  }
}

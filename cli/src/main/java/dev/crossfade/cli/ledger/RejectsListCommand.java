package dev.crossfade.cli.ledger;

import dev.crossfade.cli.data.RunNames;
import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.TextTable;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.store.RunRecord;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rejects list}. */
@Command(
    name = "list",
    description = "Lists the dead letters of a run, without their values.",
    footer = {
      "  ./crossfade rejects list",
      "  ./crossfade rejects list latest --table orders --limit 20"
    })
final class RejectsListCommand implements Action {
  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = RunNames.LATEST,
      description = "A run's id, the beginning of one, or latest, the default.")
  String name = RunNames.LATEST;

  @Option(names = "--table", paramLabel = "TABLE", description = "Only those of this table.")
  String table = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "List at most this many; 100 by default, 0 for all. The count is of all.")
  int limit;

  @Mixin TargetOptions target = new TargetOptions();

  @Override
  public Outcome run(Session session) {
    try (OpenLedger ledger = new OpenLedger(session, target)) {
      RunRecord run = ledger.run(name);
      if (session.json()) {
        json(session, ledger, run);
      } else {
        text(session, ledger, run);
      }
    }
    return Outcome.DONE;
  }

  private void json(Session session, OpenLedger ledger, RunRecord run) {
    AtomicLong count = new AtomicLong();
    session.print(
        json -> {
          json.object().field("run", run.id()).array("rejects");
          ledger
              .target()
              .ledger()
              .deadLetters(
                  run.id(),
                  table,
                  letter -> {
                    if (listed(count.getAndIncrement())) {
                      json.object();
                      DeadLetterJson.head(json, letter);
                      json.end();
                    }
                  });
          json.end().field("count", count.get()).end();
        });
  }

  private void text(Session session, OpenLedger ledger, RunRecord run) {
    AtomicLong count = new AtomicLong();
    TextTable lines =
        new TextTable(session, List.of("id", "table", "where", "column", "code", "why"));
    ledger
        .target()
        .ledger()
        .deadLetters(
            run.id(),
            table,
            letter -> {
              if (listed(count.getAndIncrement())) {
                lines.row(
                    Arrays.asList(
                        Long.toString(letter.id()),
                        letter.target(),
                        letter.record().locator(),
                        letter.record().column() == null ? "" : letter.record().column(),
                        letter.record().code().code(),
                        letter.record().detail()));
              }
            });
    if (count.get() == 0) {
      session.print("No dead letters in run " + run.id() + ".");
      return;
    }
    lines.end();
    session.note("Dead letters in run " + run.id() + ": " + count);
  }

  private boolean listed(long index) {
    return limit <= 0 || index < limit;
  }
}

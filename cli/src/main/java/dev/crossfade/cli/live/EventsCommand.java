package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.TextTable;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.EventRecord;
import dev.crossfade.live.Migration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code events}. */
@Command(
    name = "events",
    description =
        "Lists what happened to a live migration, oldest first: what, when, by whom and why.",
    footer = {"  ./crossfade events", "  ./crossfade events --last 5 --json"})
public final class EventsCommand implements Action {
  @Mixin SourceChoice choice = new SourceChoice();

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "50",
      description = "Only the last N. Default: 50.")
  int last;

  @Override
  public Outcome run(Session session) {
    if (last < 1) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--last takes 1 or more, not " + last);
    }
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      Migration migration = live.migration(choice.source);
      List<EventRecord> events = new ArrayList<>(live.ledger().lastEvents(migration.id(), last));
      Collections.reverse(events);
      if (session.json()) {
        session.print(json -> document(json, events));
      } else {
        table(session, events);
      }
      return Outcome.DONE;
    }
  }

  private static void table(Session session, List<EventRecord> events) {
    TextTable table = new TextTable(session, List.of("at (UTC)", "event", "what", "reason", "who"));
    for (EventRecord event : events) {
      String reason = event.reason();
      table.row(
          Arrays.asList(
              event.at().truncatedTo(ChronoUnit.SECONDS).toString(),
              event.kind(),
              event.text(),
              reason == null ? "" : reason,
              event.actor()));
    }
    table.end();
  }

  private static void document(JsonOut json, List<EventRecord> events) {
    json.object().array("events");
    for (EventRecord event : events) {
      json.object()
          .field("id", event.id())
          .field("at", event.at().toString())
          .field("kind", event.kind())
          .field("text", event.text())
          .field("reason", event.reason())
          .field("actor", event.actor())
          .end();
    }
    json.end().end();
  }
}

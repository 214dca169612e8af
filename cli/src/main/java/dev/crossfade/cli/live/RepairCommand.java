package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Repairing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code repair}. */
@Command(
    name = "repair",
    description =
        "Reads rows of the store that takes writes once more, and brings them to the other one; a"
            + " row that is not there is removed over there. Writers go on.",
    footer = {
      "  ./crossfade repair customer:42 sale:401,1",
      "  ./crossfade repair --differences --reason \"written past the fence\""
    })
public final class RepairCommand implements Action {
  @Parameters(
      arity = "0..*",
      paramLabel = "KEY",
      description =
          "TABLE:VALUE, as the followed file holds the key; x'00ff' for bytes. The values of several"
              + " columns are separated by commas, in the key's order.")
  List<String> keys = new ArrayList<>();

  @Option(
      names = "--differences",
      description = "Those that the last verification found and listed.")
  boolean differences;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the events.")
  @Nullable String reason;

  @Option(
      names = "--dry-run",
      description = "Show the keys that would be read, and change nothing.")
  boolean dryRun;

  @Mixin SourceChoice choice = new SourceChoice();

  @Override
  public Outcome run(Session session) {
    if (differences == !keys.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_1001, "give keys, or --differences");
    }
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      Migration migration = live.followed(choice.source);
      Repairing repairing = new Repairing(migration, session.cancellation());
      Map<CollectionPlan, List<byte[]>> meant =
          differences ? found(session, migration, repairing) : KeyArguments.read(migration, keys);
      if (dryRun) {
        looked(session, migration, meant);
        return Outcome.DONE;
      }
      Repairing.Report report =
          meant.isEmpty() ? new Repairing.Report(0, true, 0) : repairing.run(meant, reason);
      print(session, migration, report);
      return Outcome.DONE;
    }
  }

  private static Map<CollectionPlan, List<byte[]>> found(
      Session session, Migration migration, Repairing repairing) {
    VerificationRecord last = repairing.lastVerification();
    if (last == null) {
      throw new CrossfadeException(
          ErrorCode.CF_6308, "nothing was verified yet: crossfade verify --live");
    }
    Map<CollectionPlan, List<byte[]>> found = KeyArguments.listed(migration, last.details());
    long listed = found.values().stream().mapToLong(List::size).sum();
    if (listed < last.differences()) {
      session.note(
          listed
              + " of "
              + last.differences()
              + " differences were listed; verify and repair again for the others.");
    }
    return found;
  }

  private static void looked(
      Session session, Migration migration, Map<CollectionPlan, List<byte[]>> meant) {
    List<String> texts = new ArrayList<>();
    meant.forEach((plan, some) -> some.forEach(key -> texts.add(KeyArguments.text(plan, key))));
    if (session.json()) {
      session.print(
          json -> {
            json.object().field("id", migration.id()).array("meant");
            texts.forEach(json::value);
            json.end().end();
          });
    } else {
      texts.forEach(session::print);
    }
  }

  private static void print(Session session, Migration migration, Repairing.Report report) {
    if (session.json()) {
      session.print(
          json ->
              json.object()
                  .field("id", migration.id())
                  .field("keys", report.keys())
                  .field("applied", report.applied())
                  .field("deadKeys", report.deadKeys())
                  .end());
    } else if (report.keys() == 0) {
      session.print("The last verification found no difference.");
    } else {
      session.print(
          report.keys()
              + (report.applied()
                  ? " keys were read again and applied."
                  : " keys will be applied by the next pass."));
      if (report.deadKeys() > 0) {
        session.print(report.deadKeys() + " keys hold values that do not fit.");
      }
    }
  }
}

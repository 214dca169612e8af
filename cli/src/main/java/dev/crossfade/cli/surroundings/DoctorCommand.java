package dev.crossfade.cli.surroundings;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.Style;
import dev.crossfade.cli.target.TargetOptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}. */
@Command(
    name = "doctor",
    description = {
      "Checks the JDK, the disk, the ports, and the target's version, rights and settings, and says"
          + " what to do. Exits with 1 if something would keep Crossfade from working."
    },
    footer = {
      "  ./crossfade doctor",
      "  ./crossfade doctor --to postgresql://user@host/db --into shop"
    })
public final class DoctorCommand implements Action {
  @Mixin TargetOptions target = new TargetOptions();

  @Option(
      names = "--into",
      paramLabel = "SCHEMA",
      defaultValue = "public",
      description = "The schema that tables will be moved into; public by default.")
  String schema = "public";

  @Override
  public Outcome run(Session session) throws SQLException {
    List<Finding> findings = new ArrayList<>(new MachineChecks(session.surroundings()).run());
    findings.addAll(new TargetChecks(session, target, schema).run());
    boolean failed = findings.stream().anyMatch(found -> found.state() == Finding.State.FAIL);
    if (session.json()) {
      session.print(json -> document(json, findings, !failed));
    } else {
      findings.forEach(finding -> print(session, finding));
    }
    return failed ? Outcome.FAILED : Outcome.DONE;
  }

  private static void document(JsonOut json, List<Finding> findings, boolean ok) {
    json.object().field("ok", ok).array("checks");
    for (Finding finding : findings) {
      json.object()
          .field("about", finding.group())
          .field("name", finding.name())
          .field("state", finding.state().name().toLowerCase(Locale.ROOT))
          .field("found", finding.found())
          .field("advice", finding.advice())
          .end();
    }
    json.end().end();
  }

  private static void print(Session session, Finding finding) {
    Style style = session.style();
    String state =
        switch (finding.state()) {
          case OK -> style.good("ok  ");
          case WARN -> style.warning("warn");
          case FAIL -> style.bad("FAIL");
        };
    session.print(state + "  " + finding.name() + ": " + finding.found());
    if (!finding.advice().isEmpty()) {
      session.print("      " + finding.advice());
    }
  }
}

package dev.crossfade.cli.surroundings;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.target.ChosenTarget;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.postgres.connect.TargetRights;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks of the target. */
final class TargetChecks {
  private static final String GROUP = "target";

  private final Session session;
  private final TargetOptions options;
  private final String schema;

  TargetChecks(Session session, TargetOptions options, String schema) {
    this.session = session;
    this.options = options;
    this.schema = schema;
  }

  List<Finding> run() throws SQLException {
    List<Finding> findings = new ArrayList<>();
    try {
      ChosenTarget chosen = ChosenTarget.open(session, options);
      try (Connection connection = chosen.connector().open()) {
        findings.add(
            new Finding(GROUP, "connection", Finding.State.OK, chosen.url().display(), ""));
        for (TargetRights.Check check : TargetRights.check(connection, schema)) {
          findings.add(finding(check));
        }
      }
    } catch (CrossfadeException failed) {
      findings.add(
          new Finding(
              GROUP,
              "connection",
              Finding.State.FAIL,
              failed.code().code() + " " + failed.code().title() + ": " + failed.detail(),
              failed.code().advice()));
    }
    return findings;
  }

  private static Finding finding(TargetRights.Check check) {
    Finding.State bad = check.required() ? Finding.State.FAIL : Finding.State.WARN;
    return new Finding(
        GROUP, check.name(), check.ok() ? Finding.State.OK : bad, check.found(), check.advice());
  }
}

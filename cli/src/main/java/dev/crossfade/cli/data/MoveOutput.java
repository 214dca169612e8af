package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.Shell;
import dev.crossfade.cli.frame.TextTable;
import dev.crossfade.core.shape.EvidenceText;
import dev.crossfade.move.Finding;
import dev.crossfade.move.MoveReport;
import dev.crossfade.move.TableReport;
import dev.crossfade.sql.dialect.Identifiers;
import java.util.List;
import java.util.Locale;

/** The result of a move, for people or as JSON. */
final class MoveOutput {
  private static final int NOTES_SHOWN = 12;

  private MoveOutput() {}

  static void print(Session session, ReportFiles files, List<MoveReport> reports) {
    if (!session.json()) {
      reports.forEach(report -> print(session, files, report));
      return;
    }
    session.print(
        json -> {
          if (reports.size() == 1) {
            MoveJson.write(json, reports.get(0));
            return;
          }
          json.object().array("runs");
          reports.forEach(report -> MoveJson.write(json, report));
          json.end().end();
        });
  }

  private static void print(Session session, ReportFiles files, MoveReport report) {
    if (!report.tables().isEmpty()) {
      tables(session, report);
      session.print("");
    }
    for (Finding.Kind kind : Finding.Kind.values()) {
      findings(session, report.findings(kind), kind);
    }
    session.print(session.style().bold(verdict(report)));
    session.print("");
    next(session, files, report);
  }

  private static void tables(Session session, MoveReport report) {
    boolean[] numeric = {false, true, true, true, true, false, true};
    TextTable table =
        new TextTable(
            session,
            List.of("table", "read", "written", "rejected", "verified", "digest", "seconds"),
            numeric);
    for (TableReport row : report.tables()) {
      table.row(
          List.of(
              row.source().equals(row.target())
                  ? row.target()
                  : row.source() + " -> " + row.target(),
              EvidenceText.number(row.read()),
              EvidenceText.number(row.written()),
              EvidenceText.number(row.rejected()),
              EvidenceText.number(row.verified()),
              row.digest().substring(0, 12),
              String.format(Locale.ROOT, "%.2f", row.seconds())));
    }
    table.end();
  }

  private static void findings(Session session, List<Finding> findings, Finding.Kind kind) {
    boolean all = session.verbose() || kind != Finding.Kind.NOTE;
    List<Finding> shown =
        all ? findings : findings.subList(0, Math.min(NOTES_SHOWN, findings.size()));
    String mark = kind == Finding.Kind.NOTE ? "note" : "!";
    for (Finding finding : shown) {
      String keys = finding.keys().isEmpty() ? "" : " (" + String.join("; ", finding.keys()) + ")";
      session.print(mark + " " + finding.subject() + ": " + finding.text() + keys);
    }
    if (shown.size() < findings.size()) {
      session.print("note " + (findings.size() - shown.size()) + " more notes are in the report");
    }
    if (!findings.isEmpty()) {
      session.print("");
    }
  }

  private static String verdict(MoveReport report) {
    long rows = report.tables().stream().mapToLong(TableReport::written).sum();
    String tables = EvidenceText.counted(report.tables().size(), "table");
    String counted = EvidenceText.counted(rows, "row") + " in " + tables;
    String each = rows == 1 ? ", read back and equal." : ", each read back and equal.";
    String dead =
        report.rejected() == 0
            ? ""
            : report.rejected() == 1
                ? " 1 record is a dead letter."
                : " " + EvidenceText.number(report.rejected()) + " records are dead letters.";
    double seconds = report.seconds().values().stream().mapToDouble(Double::doubleValue).sum();
    String time = String.format(Locale.ROOT, " (%.1f s)", seconds);
    if (report.tables().isEmpty()) {
      return "Nothing was moved: there is no table to make." + dead + time;
    }
    return switch (report.run().outcome()) {
      case PROVEN -> "Proven: " + counted + each + dead + time;
      case PROVEN_AGAIN ->
          "Already moved by run "
              + report.run().id()
              + "; proven again: "
              + counted
              + each
              + dead
              + time;
      case MOVED -> "Moved, not proven: " + counted + "." + dead + time;
      case SCHEMA_ONLY -> "Made " + tables + "; no rows were moved." + time;
      case DIFFERENT -> "Different: nothing became visible." + time;
      case DIFFERENT_VISIBLE ->
          "Different: the rows are visible in schema "
              + report.run().schema()
              + ", and they are not those that were read."
              + time;
    };
  }

  private static void next(Session session, ReportFiles files, MoveReport report) {
    if (!report.tables().isEmpty()) {
      TableReport first = report.tables().get(0);
      session.print("Next:");
      String name = Identifiers.quote(report.run().schema(), first.target());
      session.print("  ./crossfade sql " + Shell.word("SELECT * FROM " + name + " LIMIT 5"));
      session.print("  ./crossfade target psql");
    }
    if (report.rejected() > 0) {
      session.print("  ./crossfade rejects list " + report.run().id());
    }
    files.html(report).ifPresent(file -> session.print("Report: " + file));
  }
}

package dev.crossfade.move.report;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.move.Finding;
import dev.crossfade.move.MoveReport;
import dev.crossfade.move.TableReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a report says, in order, whatever it is printed as. */
final class MoveDocument {
  private final MoveReport report;
  private final List<Block> blocks = new ArrayList<>();

  private MoveDocument(MoveReport report) {
    this.report = report;
  }

  static List<Block> of(MoveReport report) {
    MoveDocument document = new MoveDocument(report);
    document.summary();
    document.tables();
    document.findings();
    document.types();
    document.phases();
    return document.blocks;
  }

  private void summary() {
    MoveReport.Run run = report.run();
    blocks.add(new Block.Heading(1, "Crossfade: " + run.source() + " to PostgreSQL"));
    blocks.add(new Block.Paragraph(outcome(run.outcome())));
    blocks.add(
        new Block.Grid(
            List.of("", ""),
            List.of(
                List.of("Run", run.id()),
                List.of("Source", run.source()),
                List.of("Target", run.target()),
                List.of("Schema", run.schema()),
                List.of("Began", run.startedAt().toString()),
                List.of("Digest of all tables", run.digest()))));
  }

  private static String outcome(MoveReport.Outcome outcome) {
    return switch (outcome) {
      case PROVEN ->
          "Moved and proven: every row was read back from the target and is equal to what was read"
              + " from the source.";
      case PROVEN_AGAIN ->
          "Already moved: source and target are unchanged since the run below, and every row was"
              + " read back and found equal again.";
      case MOVED -> "Moved. The rows were not read back, as asked: this is no proof.";
      case SCHEMA_ONLY -> "The schema was made, as asked; no rows were moved.";
      case DIFFERENT ->
          "Not equal: what was read back differs from what was read. Nothing became visible. Look at"
              + " the differences below.";
      case DIFFERENT_VISIBLE ->
          "Not equal: the rows are visible, and they differ from what was read. A trigger or a rule"
              + " of the tables may have changed them. Look at the differences below.";
    };
  }

  private void tables() {
    List<List<String>> rows = new ArrayList<>();
    for (TableReport table : report.tables()) {
      rows.add(
          List.of(
              table.source(),
              table.target(),
              count(table.read()),
              count(table.written()),
              count(table.rejected()),
              count(table.verified()),
              table.digest(),
              seconds(table.seconds())));
    }
    blocks.add(new Block.Heading(2, "Tables"));
    blocks.add(
        new Block.Grid(
            List.of(
                "source",
                "target",
                "read",
                "written",
                "rejected",
                "verified",
                "digest",
                "copied in"),
            rows));
  }

  private void findings() {
    for (Finding.Kind kind : Finding.Kind.values()) {
      List<Finding> found = report.findings(kind);
      if (found.isEmpty()) {
        continue;
      }
      blocks.add(new Block.Heading(2, title(kind)));
      List<String> points = new ArrayList<>();
      for (Finding finding : found) {
        String keys =
            finding.keys().isEmpty() ? "" : " (" + String.join("; ", finding.keys()) + ")";
        points.add(finding.subject() + ": " + finding.text() + keys);
      }
      blocks.add(new Block.Points(points));
    }
  }

  private static String title(Finding.Kind kind) {
    return switch (kind) {
      case NOTE -> "Notes";
      case VIOLATION -> "Constraints that the data break";
      case SCHEMA_DIFFERENCE -> "Differences of the schema";
      case DATA_DIFFERENCE -> "Differences of the data";
    };
  }

  private void types() {
    blocks.add(new Block.Heading(2, "How types were decided"));
    List<List<String>> rows = new ArrayList<>();
    for (CollectionPlan collection : report.plan().moved()) {
      for (ColumnPlan column : collection.columns()) {
        rows.add(
            List.of(
                collection.target() + "." + column.target(),
                column.conversion().type(),
                column.reason()));
      }
    }
    blocks.add(new Block.Grid(List.of("column", "type", "why"), rows));
  }

  private void phases() {
    List<List<String>> rows = new ArrayList<>();
    report.seconds().forEach((phase, taken) -> rows.add(List.of(phase, seconds(taken))));
    blocks.add(new Block.Heading(2, "How long it took"));
    blocks.add(new Block.Grid(List.of("phase", "time"), rows));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f s", seconds);
  }
}

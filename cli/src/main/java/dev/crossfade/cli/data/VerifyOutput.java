package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.TextTable;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.shape.EvidenceText;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.core.verify.ComparisonResult;
import dev.crossfade.core.verify.Difference;
import dev.crossfade.move.DifferenceText;
import dev.crossfade.move.KeyText;
import dev.crossfade.move.Verifier;
import java.util.List;
import java.util.Locale;

/** The result of a comparison, for people or as JSON. */
final class VerifyOutput {
  private final Session session;
  private final boolean showValues;

  VerifyOutput(Session session, boolean showValues) {
    this.session = session;
    this.showValues = showValues;
  }

  void print(String source, RunRecord run, List<Verifier.TableResult> results) {
    if (session.json()) {
      session.print(json -> json(json, source, run, results));
    } else {
      text(results);
    }
  }

  private void text(List<Verifier.TableResult> results) {
    TextTable table =
        new TextTable(
            session,
            List.of(
                "table", "source", "target", "missing", "extra", "differing", "digest", "seconds"),
            new boolean[] {false, true, true, true, true, true, false, true});
    for (Verifier.TableResult row : results) {
      ComparisonResult result = row.result();
      String more = result.complete() ? "" : "+";
      table.row(
          List.of(
              row.plan().target(),
              EvidenceText.number(result.source().rows()),
              EvidenceText.number(result.target().rows()),
              EvidenceText.number(result.missing()) + more,
              EvidenceText.number(result.extra()) + more,
              EvidenceText.number(result.differing()) + more,
              result.source().hex().substring(0, 12),
              String.format(Locale.ROOT, "%.2f", row.seconds())));
    }
    table.end();
    session.print("");
    results.forEach(
        row -> row.result().listed().forEach(difference -> difference(row.plan(), difference)));
    long dead = results.stream().mapToLong(row -> row.result().deadLetters()).sum();
    if (dead > 0) {
      session.print(
          dead == 1
              ? "1 row is a dead letter and was left out."
              : EvidenceText.number(dead) + " rows are dead letters and were left out.");
    }
    boolean equal = results.stream().allMatch(row -> row.result().equal());
    session.print(session.style().bold(equal ? "Equal: every value was compared." : "Different."));
  }

  private void difference(CollectionPlan plan, Difference difference) {
    session.print(DifferenceText.line(plan, difference));
    if (showValues) {
      values(plan, difference);
    }
  }

  private void values(CollectionPlan plan, Difference difference) {
    for (int column = 0; column < plan.columns().size(); column++) {
      boolean shown = difference.columns().isEmpty() || difference.columns().contains(column);
      if (shown) {
        session.print(
            "    "
                + plan.columns().get(column).target()
                + ": "
                + (difference.source().length == 0
                    ? "(no row)"
                    : KeyText.cell(difference.source(), column))
                + " | "
                + (difference.target().length == 0
                    ? "(no row)"
                    : KeyText.cell(difference.target(), column)));
      }
    }
  }

  private void json(
      JsonOut json, String source, RunRecord run, List<Verifier.TableResult> results) {
    boolean equal = results.stream().allMatch(row -> row.result().equal());
    json.object().field("run", run.id()).field("source", source).field("equal", equal);
    json.array("tables");
    for (Verifier.TableResult row : results) {
      ComparisonResult result = row.result();
      json.object()
          .field("source", row.plan().source())
          .field("target", row.plan().target())
          .field("equal", result.equal())
          .field("sourceRows", result.source().rows())
          .field("targetRows", result.target().rows())
          .field("deadLetters", result.deadLetters())
          .field("missing", result.missing())
          .field("extra", result.extra())
          .field("differing", result.differing())
          .field("complete", result.complete())
          .field("sourceDigest", result.source().hex())
          .field("targetDigest", result.target().hex())
          .field("seconds", row.seconds());
      json.array("differences");
      result.listed().forEach(difference -> difference(json, row.plan(), difference));
      json.end().end();
    }
    json.end().end();
  }

  private void difference(JsonOut json, CollectionPlan plan, Difference difference) {
    json.object()
        .field("kind", difference.kind().name().toLowerCase(Locale.ROOT))
        .field("key", plan.key().isEmpty() ? null : KeyText.key(plan, difference.key()));
    json.array("columns");
    DifferenceText.columns(plan, difference).forEach(json::value);
    json.end();
    if (showValues) {
      side(json, "source", plan, difference.source());
      side(json, "target", plan, difference.target());
    }
    json.end();
  }

  private static void side(JsonOut json, String name, CollectionPlan plan, byte[] row) {
    json.object(name);
    for (int column = 0; row.length > 0 && column < plan.columns().size(); column++) {
      json.field(plan.columns().get(column).target(), KeyText.cell(row, column));
    }
    json.end();
  }
}

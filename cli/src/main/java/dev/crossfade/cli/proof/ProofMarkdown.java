package dev.crossfade.cli.proof;

import dev.crossfade.core.live.LiveLedger.Scope;
import dev.crossfade.core.live.LiveLedger.SwitchRecord;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import dev.crossfade.live.ProofFacts;
import dev.crossfade.move.report.Block;
import dev.crossfade.move.report.Markdown;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A proof for people. */
public final class ProofMarkdown {
  private final ProofFacts facts;
  private final List<Block> blocks = new ArrayList<>();

  private ProofMarkdown(ProofFacts facts) {
    this.facts = facts;
  }

  /** The document. */
  public static String of(ProofFacts facts) {
    ProofMarkdown document = new ProofMarkdown(facts);
    document.migration();
    document.verifications();
    document.switches();
    document.passes();
    document.gates();
    document.events();
    return Markdown.of(document.blocks);
  }

  private void migration() {
    blocks.add(new Block.Heading(1, "Proof of a live migration"));
    blocks.add(
        new Block.Paragraph(
            "What was compared when, as the control schema had it on "
                + second(facts.at())
                + ". Check it again with: crossfade proof check FILE"));
    blocks.add(
        new Block.Points(
            List.of(
                "migration " + facts.migration().id(),
                "from " + facts.migration().source(),
                "to schema " + facts.migration().schema() + " of " + facts.target(),
                "begun " + second(facts.migration().createdAt()),
                "stage " + facts.migration().stage(),
                facts.plan().size()
                    + " tables; SHA-256 of the plan "
                    + ProofFile.sha256(facts.migration().planText()))));
  }

  private void verifications() {
    blocks.add(new Block.Heading(2, "Comparisons"));
    if (facts.verifications().isEmpty()) {
      blocks.add(new Block.Paragraph("Nothing was compared."));
      return;
    }
    blocks.add(
        new Block.Paragraph(
            "Each row or key of both stores at one moment, while writers went on or in the barrier."
                + " Version is that of the closed store."));
    blocks.add(
        new Block.Grid(
            List.of("ended (UTC)", "of", "rows", "differences", "version"),
            facts.verifications().stream().map(ProofMarkdown::row).toList()));
    VerificationRecord last = null;
    for (VerificationRecord one : facts.verifications()) {
      last = one.scope() == Scope.ALL ? one : last;
    }
    if (last != null) {
      blocks.add(new Block.Paragraph("The last one of every row, by table:"));
      blocks.add(
          new Block.Grid(
              List.of("table", "rows", "differences", "dead keys", "digest, open", "closed"),
              TableProof.of(last.details()).stream().map(ProofMarkdown::row).toList()));
    }
  }

  private static List<String> row(VerificationRecord one) {
    Instant ended = one.finishedAt();
    return List.of(
        ended == null ? "" : second(ended),
        one.scope() == Scope.ALL ? "every row" : "keys that changed",
        Long.toString(one.rows()),
        Long.toString(one.differences()),
        Long.toString(one.version()));
  }

  private static List<String> row(TableProof table) {
    return List.of(
        table.table(),
        Long.toString(table.rows()),
        Long.toString(table.differences()),
        Long.toString(table.dead()),
        table.source(),
        table.target());
  }

  private void switches() {
    blocks.add(new Block.Heading(2, "Switches"));
    if (facts.switches().isEmpty()) {
      blocks.add(new Block.Paragraph("There was none."));
      return;
    }
    blocks.add(
        new Block.Grid(
            List.of("at (UTC)", "to", "outcome", "writers waited", "keys meanwhile", "who"),
            facts.switches().stream().map(ProofMarkdown::row).toList()));
    List<String> shut = new ArrayList<>();
    for (SwitchRecord one : facts.switches()) {
      for (JsonTree gate : JsonTree.read(one.gates()).array("gates")) {
        if (!gate.truth("open")) {
          shut.add(shut(one, gate));
        }
      }
    }
    if (!shut.isEmpty()) {
      blocks.add(new Block.Paragraph("Gates that were shut:"));
      blocks.add(new Block.Points(shut));
    }
  }

  private static List<String> row(SwitchRecord one) {
    return List.of(
        second(one.endedAt()),
        one.direction().name().equals("FORTH") ? "PostgreSQL" : "the file",
        one.outcome().toLowerCase(Locale.ROOT),
        String.format(Locale.ROOT, "%.1f ms", one.waited().toNanos() / 1e6),
        Long.toString(one.keys()),
        one.actor());
  }

  private static String shut(SwitchRecord one, JsonTree gate) {
    String override = gate.optional("override");
    return second(one.endedAt())
        + ", "
        + gate.text("name")
        + ": "
        + gate.text("reason")
        + (override == null ? "" : " Passed by a person: " + override);
  }

  private void passes() {
    blocks.add(new Block.Heading(2, "Passes"));
    blocks.add(new Block.Paragraph("Those that are still listed, at most 100,000."));
    blocks.add(
        new Block.Grid(
            List.of("to", "passes", "keys", "first (UTC)", "last (UTC)", "p50", "p99"),
            facts.passes().stream()
                .map(
                    one ->
                        List.of(
                            one.direction().name().equals("FORTH") ? "PostgreSQL" : "the file",
                            Long.toString(one.passes()),
                            Long.toString(one.keys()),
                            second(one.first()),
                            second(one.last()),
                            String.format(Locale.ROOT, "%.1f ms", one.half().toNanos() / 1e6),
                            String.format(Locale.ROOT, "%.1f ms", one.most().toNanos() / 1e6)))
                .toList()));
    List<String> dead = new ArrayList<>();
    facts.deadKeys().forEach((what, count) -> dead.add(what + ": " + count));
    blocks.add(new Block.Paragraph(dead.isEmpty() ? "No key is dead." : "Dead keys, by reason:"));
    if (!dead.isEmpty()) {
      blocks.add(new Block.Points(dead));
    }
  }

  private void gates() {
    blocks.add(new Block.Heading(2, "Gates into the next switch"));
    blocks.add(
        facts.gates().isEmpty()
            ? new Block.Paragraph("A store could not be asked.")
            : new Block.Points(
                facts.gates().stream()
                    .map(
                        gate ->
                            (gate.open() ? "open: " : "shut: ")
                                + gate.name()
                                + ": "
                                + gate.reason())
                    .toList()));
  }

  private void events() {
    blocks.add(new Block.Heading(2, "Events"));
    blocks.add(
        new Block.Grid(
            List.of("at (UTC)", "event", "what", "reason", "who"),
            facts.events().stream()
                .map(
                    one -> {
                      String reason = one.reason();
                      return List.of(
                          second(one.at()),
                          one.kind(),
                          one.text(),
                          reason == null ? "" : reason,
                          one.actor());
                    })
                .toList()));
  }

  private static String second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
